package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableColumnsTest {
    private final ApiServer server = new ApiServer();

    @BeforeEach
    void cluster() {
        server.cluster(Manifests.POOL);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String row(String path, int number) {
        List<String> cells = Json.texts(server.get(path, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                .at("rows")
                .path(number)
                .path("cells"));
        return String.join("|", cells);
    }

    private String created(String path, String yaml) {
        assertThat(server.post(path, yaml).code()).isEqualTo(201);
        return row(path, 0);
    }

    @Test
    void theDefaultStorageClassIsMarked() {
        String path = "/apis/storage.k8s.io/v1/storageclasses";
        List<String> names = server.get(path).names();
        assertThat(row(path, names.indexOf("default"))).startsWith("default (default)|disk.csi.azure.com|Delete|");
        assertThat(row(path, names.indexOf("managed-csi"))).startsWith("managed-csi|");
    }

    @Test
    void aCronJobWithItsSchedule() {
        assertThat(created(
                        "/apis/batch/v1/namespaces/default/cronjobs",
                        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: tick}, spec: {schedule: '*/5 * * * *',"
                                + " suspend: true, jobTemplate: {spec: {template: {spec: {restartPolicy: Never,"
                                + " containers: [{name: c, image: busybox}]}}}}}}"))
                .startsWith("tick|*/5 * * * *|<none>|True|0|<none>|");
    }

    @Test
    void anAutoscalerWithWhatItScales() {
        assertThat(created(
                        "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers",
                        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: db}, spec:"
                                + " {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web},"
                                + " minReplicas: 2, maxReplicas: 3}}"))
                .startsWith("db|Deployment/web|2|3|0|");
    }

    @Test
    void anIngressWithItsHosts() {
        assertThat(created(
                        "/apis/networking.k8s.io/v1/namespaces/default/ingresses",
                        "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}, spec:"
                                + " {ingressClassName: nginx, tls: [{hosts: [a.example.com]}], rules: [{host:"
                                + " a.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service:"
                                + " {name: web, port: {number: 80}}}}]}}]}}"))
                .startsWith("web|nginx|a.example.com||80, 443|");
    }

    @Test
    void aNetworkPolicyWithWhatItSelects() {
        assertThat(created(
                        "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies",
                        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db}, spec:"
                                + " {podSelector: {matchLabels: {app: db}}}}"))
                .startsWith("db|app=db|");
    }
}
