package io.jenkins.plugins.aks.operation;

/** What can go wrong at one call to the world or the disk. */
enum Fault {
    NONE,
    /** The service is not available, and says so. */
    UNAVAILABLE,
    /** 429 with Retry-After. */
    THROTTLED,
    /** The connection breaks before the call arrives; on disk an error before anything happens. */
    CUT_BEFORE,
    /** The call has its effect, but the answer is lost; on disk an error after the effect. */
    CUT_AFTER,
    /** The process ends before the call. */
    KILL_BEFORE,
    /** The process ends right after the call had its effect. */
    KILL_AFTER,
    /** The process ends in the middle: half a file is written, a rename is not yet durable. */
    KILL_WITHIN
}
