package hudson;

import io.jenkins.standin.Lab;
import java.util.AbstractList;
import java.util.List;

public class ExtensionList<T> extends AbstractList<T> {
    public final Class<T> extensionType;
    private final List<T> found;

    private ExtensionList(Class<T> extensionType) {
        this.extensionType = extensionType;
        this.found = Lab.extensions(extensionType);
    }

    public <U extends T> U get(Class<U> type) {
        return found.stream()
                .filter(e -> e.getClass() == type)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    @Override
    public T get(int index) {
        return found.get(index);
    }

    @Override
    public int size() {
        return found.size();
    }

    public static <T> ExtensionList<T> lookup(Class<T> type) {
        return new ExtensionList<>(type);
    }

    public static <U> U lookupSingleton(Class<U> type) {
        List<U> all = Lab.extensions(type);
        if (all.size() != 1) {
            throw new IllegalStateException("expected 1 instance of " + type.getName() + " but got " + all.size());
        }
        return all.get(0);
    }
}
