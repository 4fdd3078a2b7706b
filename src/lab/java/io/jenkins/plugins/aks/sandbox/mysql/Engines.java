package io.jenkins.plugins.aks.sandbox.mysql;

import io.jenkins.plugins.aks.sandbox.container.VolumeJournal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The engines that were used last; one that is not here is made again from its log. */
final class Engines {
    private static final int MOST = 6;
    private static final Map<VolumeJournal, Engine> OPEN = new LinkedHashMap<>(16, 0.75f, true);

    private Engines() {}

    /** Uses the engine of a log alone. */
    static <T> T use(VolumeJournal journal, Function<Engine, T> work) {
        synchronized (OPEN) {
            Engine engine = OPEN.get(journal);
            if (engine == null || !engine.isCurrent()) {
                if (engine != null) {
                    engine.close();
                }
                engine = Engine.open(journal);
                OPEN.put(journal, engine);
                shrink();
            }
            return work.apply(engine);
        }
    }

    private static void shrink() {
        Iterator<Engine> oldest = OPEN.values().iterator();
        while (OPEN.size() > MOST) {
            oldest.next().close();
            oldest.remove();
        }
    }
}
