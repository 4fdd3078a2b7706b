package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.kit.MemorySession;

/** A session over groups in memory, at a fixed time. */
final class LabSession extends MemorySession {

    final GroupsArm groups;

    LabSession() {
        this(new GroupsArm());
    }

    private LabSession(GroupsArm groups) {
        super(groups, null);
        this.groups = groups;
    }

    @Override
    public String subscription() {
        return GroupsArm.SUBSCRIPTION;
    }
}
