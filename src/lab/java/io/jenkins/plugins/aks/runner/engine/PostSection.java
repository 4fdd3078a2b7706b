package io.jenkins.plugins.aks.runner.engine;

import hudson.model.Result;
import io.jenkins.plugins.aks.runner.declarative.Post;
import io.jenkins.plugins.aks.runner.declarative.PostCondition;
import java.util.Map;

/** Runs {@code post}: each condition is looked at when its turn comes; what a block fails with doesn't stop the next. */
final class PostSection {

    private final Session session;
    private final Pieces pieces;
    private final DeclarativeRun run;

    PostSection(Session session, Pieces pieces, DeclarativeRun run) {
        this.session = session;
        this.pieces = pieces;
        this.run = run;
    }

    /** @param failure what the pipeline failed with, thrown again at the end; null without */
    void afterPipeline(Post post, Throwable failure) throws Throwable {
        Throwable[] end = {failure};
        if (post.blocks().keySet().stream().anyMatch(c -> holds(c, current(failure)))) {
            run.step("stage", Map.of("name", "Declarative: Post Actions"), () -> end[0] = blocks(post, failure, true));
        }
        if (end[0] != null) {
            throw end[0];
        }
    }

    void afterStage(Post post, Throwable failure) throws Throwable {
        Throwable end = failure;
        if (post.blocks().keySet().stream().anyMatch(c -> holds(c, inStage(failure)))) {
            session.console().listener(Scope.current()).getLogger().println("Post stage");
            end = blocks(post, failure, false);
        }
        if (end != null) {
            throw end;
        }
    }

    private Throwable blocks(Post post, Throwable failure, boolean ofPipeline) throws Throwable {
        Throwable first = failure;
        for (Map.Entry<PostCondition, Integer> block : post.blocks().entrySet()) {
            if (!holds(block.getKey(), ofPipeline ? current(first) : inStage(first))) {
                continue;
            }
            try {
                pieces.call(block.getValue());
            } catch (Throwable t) {
                if (Failures.fatal(t)) {
                    throw t;
                }
                session.console()
                        .line("Error when executing %s post condition:"
                                .formatted(block.getKey().symbol()));
                Failures.describe(t).forEach(session.console()::line);
                session.run().setResult(Failures.result(t));
                first = first == null ? t : first;
            }
        }
        return first;
    }

    private Result current(Throwable failure) {
        Result result = session.run().getResult();
        Result soFar = result == null ? Result.SUCCESS : result;
        return failure == null ? soFar : soFar.combine(Failures.result(failure));
    }

    private static Result inStage(Throwable failure) {
        StageRecord stage = Scope.current().find(StageRecord.class);
        Result marked = stage == null ? Result.SUCCESS : stage.result();
        return failure == null ? marked : marked.combine(Failures.result(failure));
    }

    private boolean holds(PostCondition condition, Result result) {
        Result previous = session.run().previousResult();
        return switch (condition) {
            case ALWAYS, CLEANUP -> true;
            case CHANGED -> previous != result;
            case FIXED -> result == Result.SUCCESS && previous != null && previous.isWorseThan(Result.SUCCESS);
            case REGRESSION -> previous != null && result.isWorseThan(previous);
            case ABORTED -> result == Result.ABORTED;
            case FAILURE -> result == Result.FAILURE;
            case SUCCESS -> result == Result.SUCCESS;
            case UNSTABLE -> result == Result.UNSTABLE;
            case UNSUCCESSFUL -> result != Result.SUCCESS;
            case NOT_BUILT -> result == Result.NOT_BUILT;
        };
    }
}
