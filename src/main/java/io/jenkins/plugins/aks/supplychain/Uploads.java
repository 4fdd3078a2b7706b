package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The uploads under way, on two threads of the controller; more wait in line. Known by a key until they are asked for at
 * their end, so a turn that comes back finds them, and after a restart none is there.
 */
final class Uploads {
    private static final int AT_ONCE = 2;
    private static final Map<String, Future<ContextUpload.Sent>> RUNNING = new ConcurrentHashMap<>();
    private static final ExecutorService THREADS = threads();

    private Uploads() {}

    static void begin(String key, Callable<ContextUpload.Sent> upload) {
        RUNNING.put(key, THREADS.submit(upload));
    }

    static boolean isKnown(String key) {
        return RUNNING.containsKey(key);
    }

    /** @return empty while it runs; once it has ended it is forgotten */
    static Optional<ContextUpload.Sent> end(String key) throws OperationException, TransientException {
        Future<ContextUpload.Sent> upload = RUNNING.get(key);
        if (!upload.isDone()) {
            return Optional.empty();
        }
        RUNNING.remove(key);
        try {
            return Optional.of(upload.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("the upload was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperationException failure) {
                throw failure;
            }
            if (e.getCause() instanceof TransientException failure) {
                throw failure;
            }
            throw new TransientException("the build's context could not be uploaded: " + e.getCause(), e.getCause());
        }
    }

    static void stop(String key) {
        Future<ContextUpload.Sent> upload = RUNNING.remove(key);
        if (upload != null) {
            upload.cancel(true);
        }
    }

    private static ExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = work -> {
            Thread thread = new Thread(work, "aks-upload-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Uploads.class.getClassLoader());
            return thread;
        };
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
