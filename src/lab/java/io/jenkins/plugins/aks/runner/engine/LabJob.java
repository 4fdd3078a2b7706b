package io.jenkins.plugins.aks.runner.engine;

import hudson.model.Job;
import java.io.File;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/** The one job of the lab. */
public final class LabJob extends Job<LabJob, LabRun> {

    private final Path directory;

    LabJob(String name, Path directory) {
        super(Jenkins.getInstanceOrNull(), name);
        this.directory = directory;
    }

    @Override
    public File getRootDir() {
        return directory.toFile();
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, LabRun> _getRuns() {
        return Collections.unmodifiableSortedMap(new TreeMap<>());
    }

    @Override
    protected void removeRun(LabRun run) {
        throw new UnsupportedOperationException("Builds of the lab are files in " + directory + "; remove them there.");
    }
}
