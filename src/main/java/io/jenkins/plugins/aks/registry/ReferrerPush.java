package io.jenkins.plugins.aks.registry;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Pushes a manifest that refers to an image, in short turns, and sees to it that it is listed among the image's
 * referrers.
 *
 * <p>A registry that keeps no list has one under a tag, and no way to change it only if nobody else did. So a controller
 * changes each list one after the other, and whoever changed it looks again: soon, since another process may have
 * overwritten the change at the same time, and once more after the time that a slow writer, who read the list before the
 * change, may need to overwrite it. What remains is a writer that needs longer than that for one request.
 */
public final class ReferrerPush {
    /** How long a change must have stayed before it counts. */
    static final Duration SETTLED = Duration.ofSeconds(3);

    private static final int SOONEST = 50;
    private static final int LATEST = 500;
    private static final int MOST_STALE = 3;
    private static final ReentrantLock[] LOCKS =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    private static final String PUSHED = "pushed";
    private static final String LISTED_SINCE = "listedSince";
    private static final String STALE = "stale";

    private final Repository repository;
    private final Manifest manifest;
    private final Descriptor subject;

    /**
     * @param manifest has a subject; what it names has been pushed
     * @throws IllegalArgumentException for one without a subject
     */
    public ReferrerPush(Repository repository, Manifest manifest) {
        this.repository = repository;
        this.manifest = manifest;
        this.subject =
                manifest.subject().orElseThrow(() -> new IllegalArgumentException(manifest + " refers to nothing"));
    }

    /**
     * One turn.
     *
     * @param journal for this push alone
     * @return empty once the manifest is pushed and listed; else after how long to come back
     */
    public Optional<Duration> advance(Journal journal) throws OperationException, TransientException, IOException {
        if (journal.get(PUSHED).isEmpty()) {
            boolean listed = repository.put(manifest.digest(), manifest);
            journal.put(PUSHED, listed ? "listed by the registry" : "to be listed by tag")
                    .save();
            return listed ? Optional.empty() : Optional.of(Duration.ZERO);
        }
        if (journal.get(PUSHED).get().startsWith("listed")) {
            return Optional.empty();
        }
        ReentrantLock lock = lock();
        if (!lock.tryLock()) {
            return Optional.of(soon());
        }
        try {
            return list(journal);
        } finally {
            lock.unlock();
        }
    }

    /** The same for the same list; two lists may share one. */
    private ReentrantLock lock() {
        int hash = (repository.name() + "@" + subject.digest()).hashCode();
        return LOCKS[Math.floorMod(hash, LOCKS.length)];
    }

    private Optional<Duration> list(Journal journal) throws OperationException, TransientException, IOException {
        int stale = journal.get(STALE).map(Integer::parseInt).orElse(0);
        FallbackTag.Outcome outcome =
                repository.fallback(subject.digest()).ensure(manifest.referrer(), stale < MOST_STALE);
        if (outcome == FallbackTag.Outcome.STALE) {
            journal.put(STALE, Integer.toString(stale + 1)).save();
            return Optional.of(Duration.ZERO);
        }
        if (outcome == FallbackTag.Outcome.WRITTEN) {
            journal.remove(LISTED_SINCE).save();
            return Optional.of(soon());
        }
        Instant now = repository.clock().instant();
        if (journal.get(LISTED_SINCE).isEmpty()) {
            journal.put(LISTED_SINCE, now.toString()).save();
        }
        Instant since = journal.instant(LISTED_SINCE).orElse(now);
        Duration left = SETTLED.minus(Duration.between(since, now));
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }

    /** Random, so that those who met once do not meet again. */
    private static Duration soon() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(SOONEST, LATEST));
    }
}
