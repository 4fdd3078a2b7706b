package io.jenkins.standin;

import com.cloudbees.plugins.credentials.Credentials;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.Permission;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import jenkins.model.Jenkins;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.springframework.security.core.Authentication;

/**
 * The memory behind the stand-ins: what a controller would keep, for tests and the lab. No Jenkins class of this name
 * exists, so the signatures of the real ones stay as they are.
 */
public final class Lab {
    private static final List<Object> EXTENSIONS = new CopyOnWriteArrayList<>();
    private static final List<Credentials> CREDENTIALS = new CopyOnWriteArrayList<>();
    private static final List<Credentials> TRACKED = new CopyOnWriteArrayList<>();
    private static final List<Object> SAVED = new CopyOnWriteArrayList<>();
    private static final Map<String, Run<?, ?>> RUNS = new ConcurrentHashMap<>();
    private static volatile BiPredicate<Credentials, Run<?, ?>> visible = (credentials, run) -> true;
    private static volatile boolean running;
    private static volatile String rootUrl;
    private static volatile File rootDir;
    private static volatile Predicate<Permission> granted = permission -> true;

    private static volatile Binder binder = (type, arguments) -> {
        throw new UnsupportedOperationException("no binder was set: " + type + " can't be made of " + arguments);
    };

    private Lab() {}

    /** Makes steps of named values, as the structs plugin does. */
    @FunctionalInterface
    public interface Binder {
        Step bind(Class<? extends Step> type, Map<String, Object> arguments) throws Exception;
    }

    public static Binder binder() {
        return binder;
    }

    public static void bindWith(Binder steps) {
        binder = steps;
    }

    /** Starts afresh: no extensions, no credentials, everything permitted. */
    public static synchronized void start(File jenkinsHome, String url) {
        stop();
        rootDir = jenkinsHome;
        rootUrl = url;
        running = true;
        Jenkins.get().proxy = null;
    }

    /** Instantiates what {@code META-INF/annotations/hudson.Extension} lists, as Jenkins does at start-up. */
    public static void loadExtensions(ClassLoader loader) {
        List<Object> found = new ArrayList<>();
        try {
            for (IndexItem<Extension, Object> item : Index.load(Extension.class, Object.class, loader)) {
                found.add(item.instance());
            }
        } catch (InstantiationException e) {
            throw new IllegalStateException("an extension of the index cannot be made", e);
        }
        EXTENSIONS.addAll(found);
    }

    public static synchronized void stop() {
        running = false;
        rootUrl = null;
        rootDir = null;
        granted = permission -> true;
        visible = (credentials, run) -> true;
        EXTENSIONS.clear();
        CREDENTIALS.clear();
        TRACKED.clear();
        SAVED.clear();
        RUNS.clear();
    }

    /** The controller shuts down: from now on {@code Jenkins.getInstanceOrNull()} is null. */
    public static void terminate() {
        running = false;
    }

    public static boolean isRunning() {
        return running;
    }

    public static String rootUrl() {
        return rootUrl;
    }

    public static File rootDir() {
        return rootDir;
    }

    public static void add(Object extension) {
        EXTENSIONS.add(extension);
    }

    public static <T> List<T> extensions(Class<T> type) {
        return EXTENSIONS.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public static Descriptor<?> descriptorOf(Class<?> describable) {
        for (Object extension : EXTENSIONS) {
            if (extension instanceof Descriptor<?> descriptor && descriptor.clazz == describable) {
                return descriptor;
            }
        }
        return null;
    }

    public static void addCredentials(Credentials credentials) {
        CREDENTIALS.add(credentials);
    }

    /** Which run may see which credential, as folders decide. */
    public static void visibility(BiPredicate<Credentials, Run<?, ?>> rule) {
        visible = rule;
    }

    public static <C> List<C> credentials(Class<C> type, Run<?, ?> run) {
        return CREDENTIALS.stream()
                .filter(c -> visible.test(c, run))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public static void track(Credentials credentials) {
        TRACKED.add(credentials);
    }

    public static List<Credentials> tracked() {
        return List.copyOf(TRACKED);
    }

    public static void saved(Descriptor<? extends Describable<?>> descriptor) {
        SAVED.add(descriptor);
    }

    public static List<Object> saved() {
        return List.copyOf(SAVED);
    }

    public static void addRun(Run<?, ?> run) {
        RUNS.put(run.getExternalizableId(), run);
    }

    public static Run<?, ?> run(String externalizableId) {
        return RUNS.get(externalizableId);
    }

    public static Permission permission(String name) {
        return new Permission(null, name, null, null);
    }

    public static void grant(Predicate<Permission> rule) {
        granted = rule;
    }

    public static ACL acl() {
        return new ACL() {
            @Override
            public boolean hasPermission2(Authentication who, Permission permission) {
                return granted.test(permission);
            }
        };
    }
}
