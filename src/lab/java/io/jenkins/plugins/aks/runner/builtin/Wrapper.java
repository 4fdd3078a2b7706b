package io.jenkins.plugins.aks.runner.builtin;

import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that gives something to its body, and may tidy up after it. */
final class Wrapper extends StepExecution {

    private static final long serialVersionUID = 1L;

    /** What to do when the body is done. */
    interface After {
        void run() throws Exception;
    }

    private final transient LabContext call;
    private final transient List<?> objects;
    private final transient After after;

    Wrapper(LabContext context, List<?> objects) {
        this(context, objects, () -> {});
    }

    Wrapper(LabContext context, List<?> objects, After after) {
        super(context);
        this.call = context;
        this.objects = objects;
        this.after = after;
    }

    @Override
    public boolean start() {
        call.newBodyInvoker().withContexts(objects).withCallback(new Done()).start();
        return false;
    }

    private final class Done extends BodyExecutionCallback.TailCall {

        private static final long serialVersionUID = 1L;

        @Override
        protected void finished(StepContext context) throws Exception {
            after.run();
        }
    }
}
