package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.registry.ImageReference;
import io.jenkins.plugins.aks.registry.Manifest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Builds an image with a registry's own tasks (W126): uploads the context where there is one, begins a run, shows its log and
 * follows it to its end. The run's id is saved as soon as it is known; a process that died between begin and answer looks
 * for its run before it begins another.
 */
final class AcrBuild implements Operation<AksSession> {
    private static final String UPLOADING = "uploading";
    private static final String SOURCE = "source";
    private static final String ASKED = "asked";
    static final String RUN = "run";

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofSeconds(10);

    private final BuildSpec spec;
    private final long mostBytes;

    /** @param mostBytes of an uploaded context */
    AcrBuild(BuildSpec spec, long mostBytes) {
        this.spec = spec;
        this.mostBytes = mostBytes;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        RegistryPlace registry = RegistryPlace.find(session.arm(), spec.group(), spec.registry());
        AcrTasks tasks = new AcrTasks(session.arm(), registry);
        Optional<String> run = journal.get(RUN);
        if (run.isPresent()) {
            return new FollowRun(spec, registry, tasks).advance(session, journal, run.get());
        }
        if (journal.get(ASKED).isPresent()) {
            Optional<String> own =
                    new LostRun(spec, tasks).find(journal.instant(ASKED).orElseThrow());
            if (own.isPresent()) {
                session.log().line("Build of " + spec.first() + ": goes on with run " + own.get());
                journal.put(RUN, own.get()).save();
                return Turn.again(Duration.ZERO, "run " + own.get());
            }
            journal.remove(ASKED);
        }
        Optional<Turn> present = spec.unlessPresent() ? present(session, registry) : Optional.empty();
        if (present.isPresent()) {
            return present.get();
        }
        if (spec.source() instanceof BuildSource.Git git) {
            return schedule(session, journal, tasks, git.url());
        }
        return journal.get(SOURCE).isPresent()
                ? schedule(session, journal, tasks, journal.get(SOURCE).get())
                : upload(session, journal, registry, tasks);
    }

    /** Where all images are there, their digest is the result. */
    private Optional<Turn> present(AksSession session, RegistryPlace registry)
            throws OperationException, TransientException {
        Optional<Manifest> first = Optional.empty();
        for (ImageReference image : spec.images()) {
            Optional<Manifest> found = session.registry(registry.loginServer())
                    .repository(image.repository())
                    .manifest(image.tag());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            first = first.isPresent() ? first : found;
        }
        session.log().line("Image " + spec.first() + " is in the registry already; nothing is built.");
        return first.map(manifest -> Turn.done(BuildResult.present(spec, registry, manifest.digest())));
    }

    private Turn upload(AksSession session, Journal journal, RegistryPlace registry, AcrTasks tasks)
            throws OperationException, TransientException, IOException {
        Optional<String> under = journal.get(UPLOADING).filter(Uploads::isKnown);
        if (under.isEmpty()) {
            JsonNode place = tasks.uploadUrl();
            String path = place.path("relativePath").asText();
            session.gate().pass(new WriteGate.Write("PUT", registry.id() + "/source"));
            ContextUpload upload = new ContextUpload((BuildSource.Packed) spec.source(), spec.dockerfile(), mostBytes);
            String url = place.path("uploadUrl").asText();
            Uploads.begin(path, () -> upload.run(session.workspace(), session.httpClient(), url));
            journal.put(UPLOADING, path).save();
            return Turn.again(MOMENT, "build of " + spec.first() + ": uploading the context");
        }
        Optional<ContextUpload.Sent> sent = Uploads.end(under.get());
        if (sent.isEmpty()) {
            return Turn.again(MOMENT, "build of " + spec.first() + ": uploading the context");
        }
        session.log()
                .line("Build of " + spec.first() + ": uploaded " + sent.get().files() + " files, "
                        + sent.get().bytes() + " bytes packed");
        journal.put(SOURCE, under.get()).remove(UPLOADING).save();
        return Turn.again(Duration.ZERO, "build of " + spec.first() + ": context uploaded");
    }

    private Turn schedule(AksSession session, Journal journal, AcrTasks tasks, String source)
            throws OperationException, TransientException, IOException {
        journal.put(ASKED, session.clock().instant().toString()).save();
        JsonNode begun;
        try {
            begun = tasks.schedule(session, spec, source);
        } catch (OperationException e) {
            journal.remove(ASKED).save();
            throw e;
        }
        String run = begun.at("/properties/runId").asText();
        journal.put(RUN, run).save();
        session.log().line("Build of " + spec.first() + ": run " + run + " begins in registry " + spec.registry());
        return Turn.again(
                MOMENT, "run " + run + ": " + begun.at("/properties/status").asText());
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        journal.get(UPLOADING).ifPresent(Uploads::stop);
        Optional<String> run = journal.get(RUN);
        if (run.isEmpty()) {
            return Operation.left("no build was begun");
        }
        if (how == OnAbort.DETACH) {
            return Operation.left("run " + run.get() + " goes on in registry " + spec.registry());
        }
        RegistryPlace registry = RegistryPlace.find(session.arm(), spec.group(), spec.registry());
        AcrTasks tasks = new AcrTasks(session.arm(), registry);
        String status = tasks.run(run.get()).at("/properties/status").asText();
        if (FollowRun.isFinal(status)) {
            return Operation.left("run " + run.get() + " is " + status);
        }
        if (journal.get("cancelling").isEmpty()) {
            journal.put("cancelling", "true").save();
            tasks.cancel(run.get());
        }
        return Turn.again(POLL, "run " + run.get() + ": " + status);
    }
}
