package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.standin.Lab;
import java.io.File;
import java.io.IOException;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint, AccessControlled, PersistenceRoot {
    protected final transient JobT project;
    public transient int number;
    protected long timestamp;
    protected volatile Result result;

    protected Run(JobT project, long timestamp) {
        this.project = project;
        this.timestamp = timestamp;
    }

    public JobT getParent() {
        return project;
    }

    public int getNumber() {
        return number;
    }

    public String getId() {
        return Integer.toString(number);
    }

    @Override
    public String getDisplayName() {
        return "#" + number;
    }

    public String getFullDisplayName() {
        return project.getFullDisplayName() + " " + getDisplayName();
    }

    public Result getResult() {
        return result;
    }

    public void setResult(Result worst) {
        result = result == null ? worst : result.combine(worst);
    }

    public boolean isBuilding() {
        return result == null;
    }

    public final long getTimeInMillis() {
        return timestamp;
    }

    @Override
    public File getRootDir() {
        return new File(project.getBuildDir(), getId());
    }

    public String getUrl() {
        return project.getUrl() + number + "/";
    }

    public final String getAbsoluteUrl() {
        String root = Lab.rootUrl();
        return (root == null ? "" : root) + getUrl();
    }

    public String getExternalizableId() {
        return project.getFullName() + "#" + number;
    }

    public static Run<?, ?> fromExternalizableId(String id) throws IllegalArgumentException {
        return Lab.run(id);
    }

    public EnvVars getEnvironment(TaskListener listener) throws IOException, InterruptedException {
        return new EnvVars();
    }

    @Override
    public ACL getACL() {
        return project.getACL();
    }

    @Override
    public synchronized void save() throws IOException {}
}
