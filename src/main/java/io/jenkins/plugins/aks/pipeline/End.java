package io.jenkins.plugins.aks.pipeline;

import java.util.Map;

/** Who is told how an operation ended; exactly one of the two is called, once. */
interface End {
    /** @param result plain values only */
    void succeeded(Map<String, Object> result);

    /** @param cause as the Pipeline is to see it */
    void failed(Throwable cause);
}
