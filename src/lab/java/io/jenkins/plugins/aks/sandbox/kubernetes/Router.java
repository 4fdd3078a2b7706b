package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Answers one request about objects; the caller holds the cluster's lock. */
final class Router {
    private static final Set<String> STREAMS = Set.of("exec", "attach", "portforward", "log");

    private final Cluster cluster;
    private final Authorization authorization;
    private final Caller caller;

    Router(Cluster cluster, Authorization authorization, Caller caller) {
        this.cluster = cluster;
        this.authorization = authorization;
        this.caller = caller;
    }

    /** The watch that the request asks for. */
    Watch watch(Request request, Presentation form) {
        Target target = target(request);
        Query query = request.query();
        String from = query.text("resourceVersion");
        if (!from.matches("[0-9]{0,18}")) {
            throw ApiError.badRequest("Invalid value: \"" + from + "\": resourceVersion must be a number");
        }
        java.util.function.Predicate<JsonNode> filter = Reads.filter(target.type(), query);
        if (!target.name().isEmpty()) {
            filter = filter.and(object -> Meta.name(object).equals(target.name()));
        }
        Watch watch = new Watch(target, filter, form);
        watch.start(cluster.objects(), from, query.isTrue("sendInitialEvents"));
        return watch;
    }

    Answer answer(Request request, Presentation form, byte[] body) throws IOException {
        Target target = target(request);
        return switch (request.method()) {
            case "GET" -> get(target, request.query(), form);
            case "POST" -> post(target, request, body, form);
            case "PUT" -> put(target, request, body, form);
            case "PATCH" -> patch(target, request, body, form);
            case "DELETE" -> delete(target, request, body, form);
            default -> throw ApiError.methodNotAllowed();
        };
    }

    /** What the request is about, where the caller may do that. */
    Target target(Request request) {
        return target(request, request.path());
    }

    /** The same for a request whose path goes on behind what it is about. */
    Target target(Request request, String path) {
        Target target = new Targets(cluster.types()).of(path);
        authorization.check(caller, target, target.verb(request.method(), request.watches()));
        return target;
    }

    private Answer get(Target target, Query query, Presentation form) {
        ResourceType type = target.type();
        if (type.reviewOnly()) {
            throw ApiError.methodNotAllowed();
        }
        if (target.isCollection()) {
            return Answer.ok(form.list(type, cluster.reads().list(target, query)));
        }
        if (target.subresource().equals("scale")) {
            return Answer.ok(cluster.scales().get(target));
        }
        return Answer.ok(form.object(type, cluster.reads().get(target)));
    }

    private Answer post(Target target, Request request, byte[] body, Presentation form) {
        WriteOptions options = options(request);
        ResourceType type = target.type();
        if (target.subresource().equals("eviction")) {
            return evict(target, Bodies.optional(body, request.header(Headers.CONTENT_TYPE)), options);
        }
        ObjectNode object = Bodies.object(body, request.header(Headers.CONTENT_TYPE));
        if (type.reviewOnly()) {
            return review(object);
        }
        if (!target.isCollection()) {
            throw ApiError.methodNotAllowed();
        }
        if (type.namespaced() && target.namespace().isEmpty()) {
            throw ApiError.badRequest("an empty namespace may not be set during creation");
        }
        return shown(form, type, cluster.writes().create(target, object, options));
    }

    private Answer evict(Target target, JsonNode eviction, WriteOptions options) {
        DeleteOptions delete = DeleteOptions.of(new Query(java.util.Map.of()), eviction.path("deleteOptions"));
        Target pod = new Target(target.type(), target.namespace(), target.name(), "");
        cluster.budgets().evict(cluster.reads().get(pod), delete, options.dryRun());
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return new Answer(201, status.put("status", "Success").put("code", 201), List.of());
    }

    private Answer review(ObjectNode review) {
        JsonNode asked = Json.at(review, "spec", "resourceAttributes");
        boolean allowed = caller.admin();
        for (ResourceType type : cluster.types().all()) {
            if (type.is(Json.text(asked, "group"), Json.text(asked, "resource"))) {
                String part = Json.text(asked, "subresource");
                Target target = new Target(type, Json.text(asked, "namespace"), Json.text(asked, "name"), part);
                allowed = authorization.allows(caller, target, Json.text(asked, "verb"));
            }
        }
        review.putObject("status").put("allowed", allowed);
        return new Answer(201, review, List.of());
    }

    private Answer put(Target target, Request request, byte[] body, Presentation form) {
        named(target);
        ObjectNode object = Bodies.object(body, request.header(Headers.CONTENT_TYPE));
        if (target.subresource().equals("scale")) {
            return cluster.scales().update(target, object, options(request));
        }
        if (target.subresource().equals("ephemeralcontainers")) {
            return shown(
                    form, target.type(), new EphemeralContainers(cluster).update(target, object, options(request)));
        }
        return shown(form, target.type(), cluster.writes().update(target, object, options(request)));
    }

    private Answer patch(Target target, Request request, byte[] body, Presentation form) {
        named(target);
        String contentType = request.header(Headers.CONTENT_TYPE);
        String media = Bodies.media(contentType);
        WriteOptions options = options(request);
        boolean apply = media.equals("application/apply-patch+yaml");
        if (apply && request.query().text("fieldManager").isEmpty()) {
            throw ApiError.badRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value:"
                    + " is required for apply patch");
        }
        if (!apply && request.query().isTrue("force")) {
            throw ApiError.badRequest("PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden:"
                    + " may not be specified for non-apply patch");
        }
        JsonNode patch = Bodies.patch(body, contentType);
        if (target.subresource().equals("scale")) {
            return cluster.scales().patch(target, media, patch, options);
        }
        if (target.subresource().equals("ephemeralcontainers")) {
            return shown(form, target.type(), new EphemeralContainers(cluster).patch(target, media, patch, options));
        }
        return shown(form, target.type(), cluster.writes().patch(target, media, patch, options));
    }

    private Answer delete(Target target, Request request, byte[] body, Presentation form) {
        if (!target.subresource().isEmpty() || target.type().reviewOnly()) {
            throw ApiError.methodNotAllowed();
        }
        JsonNode given = Bodies.optional(body, request.header(Headers.CONTENT_TYPE));
        DeleteOptions options = DeleteOptions.of(request.query(), given);
        if (target.isCollection()) {
            List<ObjectNode> selected = cluster.reads().select(target, request.query());
            return cluster.deletes().deleteAll(target, selected, options);
        }
        return shown(form, target.type(), cluster.deletes().delete(target, options));
    }

    private static void named(Target target) {
        Set<String> writable = Set.of("", "status", "scale", "finalize", "ephemeralcontainers");
        if (target.isCollection() || target.type().reviewOnly() || !writable.contains(target.subresource())) {
            throw ApiError.methodNotAllowed();
        }
    }

    private static Answer shown(Presentation form, ResourceType type, Answer answer) {
        return new Answer(answer.code(), form.object(type, answer.body()), answer.warnings());
    }

    private static WriteOptions options(Request request) {
        return WriteOptions.of(request.query(), request.header(Headers.USER_AGENT));
    }
}
