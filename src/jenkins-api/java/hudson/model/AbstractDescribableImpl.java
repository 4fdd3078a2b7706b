package hudson.model;

import io.jenkins.standin.Lab;

public abstract class AbstractDescribableImpl<T extends AbstractDescribableImpl<T>> implements Describable<T> {
    @Override
    @SuppressWarnings("unchecked")
    public Descriptor<T> getDescriptor() {
        return (Descriptor<T>) Lab.descriptorOf(getClass());
    }
}
