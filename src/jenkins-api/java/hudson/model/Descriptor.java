package hudson.model;

import hudson.security.Permission;
import io.jenkins.standin.Lab;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

@SuppressWarnings("rawtypes")
public abstract class Descriptor<T extends Describable<T>> implements Saveable {
    public final transient Class<? extends T> clazz;

    protected Descriptor(Class<? extends T> clazz) {
        this.clazz = clazz == self() ? own() : clazz;
    }

    @SuppressWarnings("unchecked")
    protected Descriptor() {
        this.clazz = (Class<? extends T>) getClass().getEnclosingClass();
        if (clazz == null) {
            throw new AssertionError(
                    getClass() + " doesn't have an outer class. Use the constructor that takes a Class");
        }
    }

    @SuppressWarnings("unchecked")
    private Class<? extends T> own() {
        return (Class<? extends T>) getClass();
    }

    protected static Class self() {
        return Self.class;
    }

    public String getDisplayName() {
        return clazz.getSimpleName();
    }

    public String getId() {
        return clazz.getName();
    }

    public boolean configure(StaplerRequest2 request, JSONObject json) throws FormException {
        return true;
    }

    public Permission getRequiredGlobalConfigPagePermission() {
        return Jenkins.ADMINISTER;
    }

    @Override
    public synchronized void save() {
        Lab.saved(this);
    }

    public synchronized void load() {}

    public static final class FormException extends Exception {
        private static final long serialVersionUID = 1L;

        public FormException(String message, String formField) {
            super(message);
        }
    }

    private static final class Self {}
}
