package io.jenkins.plugins.aks.sandbox.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** All that listens in containers. */
public final class PortListeners {
    private static final List<PortListener> ALL = load();

    private PortListeners() {}

    private static List<PortListener> load() {
        List<PortListener> all = new ArrayList<>();
        ServiceLoader.load(PortListener.class, PortListeners.class.getClassLoader())
                .forEach(all::add);
        all.add(new ImagePorts());
        return List.copyOf(all);
    }

    /** Empty where the connection is refused. */
    public static Optional<PortListener> of(PortCall call) {
        return ALL.stream().filter(listener -> listener.listens(call)).findFirst();
    }
}
