package io.jenkins.plugins.aks.pipeline;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;

/** Removes the journals of builds that are over or gone: ten minutes after the start of the controller, then each hour. */
@Extension
public final class JournalSweep extends AsyncPeriodicWork {
    public JournalSweep() {
        super("AKS step journals");
    }

    @Override
    public long getRecurrencePeriod() {
        return HOUR;
    }

    @Override
    public long getInitialDelay() {
        return 10 * MIN;
    }

    @Override
    @SuppressWarnings("try") // what is opened is a right, and closing gives it back
    protected void execute(TaskListener listener) throws IOException, InterruptedException {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            sweep(listener);
        }
    }

    private static void sweep(TaskListener listener) throws IOException {
        JournaledBuilds builds = JournaledBuilds.ofController();
        for (String id : builds.all()) {
            try {
                sweep(id, builds, listener);
            } catch (IOException e) {
                listener.getLogger().println("the journals of " + id + " cannot be removed: " + e);
            }
        }
    }

    private static void sweep(String id, JournaledBuilds builds, TaskListener listener) throws IOException {
        Run<?, ?> build = find(id);
        if (build != null && build.isBuilding()) {
            return;
        }
        if (build != null) {
            BuildJournals.of(build).delete();
        }
        builds.remove(id);
        listener.getLogger().println("removed the journals of " + id);
    }

    /** Null for a build that is gone, and for the part of an id that a crash of the controller left. */
    private static Run<?, ?> find(String id) {
        try {
            return Run.fromExternalizableId(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
