package io.jenkins.plugins.aks.sandbox.arm;

import java.time.Duration;

/** How resources of a type end when their group is deleted. */
public interface Deletable {

    /** How long it takes, simulated. */
    Duration duration();

    /** Removes it with all that belongs to it; its operations are ended already. */
    void remove(ArmDocument document);
}
