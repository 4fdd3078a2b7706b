package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.container.Programs;
import io.jenkins.plugins.aks.sandbox.container.tools.Environment;
import java.time.Duration;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A cluster with three nodes, and what tests do with a MySQL server in it. */
public final class DatabaseCluster implements AutoCloseable {
    public static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String SERVER =
            """
            {apiVersion: v1, kind: Secret, metadata: {name: mysql}, stringData: {root: s3cret, app: pa55}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: mysql, labels: {app: mysql}}, spec: {clusterIP: None,
              selector: {app: mysql}, ports: [{name: mysql, port: 3306}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: mysql-read, labels: {app: mysql}}, spec: {
              selector: {app: mysql}, ports: [{name: mysql, port: 3306}]}}
            ---
            {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: mysql}, spec: {serviceName: mysql, replicas: 1,
              selector: {matchLabels: {app: mysql}}, template: {metadata: {labels: {app: mysql}}, spec: {
              containers: [{name: mysql, image: 'mysql:8.4', OPTIONS
                env: [{name: MYSQL_ROOT_PASSWORD, valueFrom: {secretKeyRef: {name: mysql, key: root}}},
                  {name: MYSQL_DATABASE, value: school}, {name: MYSQL_USER, value: app},
                  {name: MYSQL_PASSWORD, valueFrom: {secretKeyRef: {name: mysql, key: app}}}],
                readinessProbe: {tcpSocket: {port: 3306}},
                volumeMounts: [{name: data, mountPath: /var/lib/mysql, subPath: mysql}]}]}},
              volumeClaimTemplates: [{metadata: {name: data, annotations: {
                acstor.azure.com/accept-ephemeral-storage: 'true'}}, spec: {accessModes: [ReadWriteOnce],
                storageClassName: CLASS, resources: {requests: {storage: 1Gi}}}}]}}
            """;

    private ApiServer api = new ApiServer();

    public ApiServer api() {
        return api;
    }

    /** Goes on in a new process. */
    public void restart() {
        api = api.restarted();
    }

    /** @param options of the container, such as {@code "args: ['--read-only'],"} */
    public void database(String storageClass, String options) {
        apply(SERVER.replace("CLASS", storageClass).replace("OPTIONS", options));
    }

    public void apply(String yaml) {
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
            ObjectNode object = Json.MAPPER.valueToTree(document);
            ResourceType type = BuiltInTypes.kind(Meta.kind(object));
            String root = type.group().isEmpty() ? "/api/v1" : "/apis/" + type.group() + "/" + type.version();
            Reply reply = api.post(root + "/namespaces/default/" + type.plural(), object.toString());
            if (reply.code() != 201) {
                throw new IllegalStateException(reply.json().toString());
            }
        }
    }

    public void pod(String name, String spec) {
        apply("{apiVersion: v1, kind: Pod, metadata: {name: " + name + "}, spec: {" + spec + "}}");
    }

    public void pass(Duration time) {
        api.pass(time);
        api.names("/api/v1/nodes");
    }

    public JsonNode object(String path) {
        return api.object(path);
    }

    public String log(String pod) {
        return api.get(PODS + "/" + pod + "/log").text("text");
    }

    /** Runs a program in the first container of a pod. */
    public ExecResult run(String name, String stdin, String... argv) {
        ObjectNode pod = (ObjectNode) object(PODS + "/" + name);
        String container = Json.text(Json.at(pod, "spec", "containers").path(0), "name");
        LiveView view = (LiveView) api.api().view(ApiServer.KEY);
        return Programs.run(
                new ExecCall(List.of(argv), () -> stdin, Environment.of(view, pod, container), pod, container, view));
    }

    /** What the root user gets from the server, from inside its container. */
    public ExecResult sql(String statements) {
        return run("mysql-0", "", "mysql", "-ps3cret", "-N", "-e", statements);
    }

    @Override
    public void close() {
        api.close();
    }
}
