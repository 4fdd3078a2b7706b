package io.jenkins.plugins.aks.sandbox.kubernetes;

/** Objects that several tests use. */
public final class Manifests {
    public static final String POOL =
            "{name: user, properties: {count: 3, mode: User, vmSize: Standard_D4ds_v5, currentOrchestratorVersion:"
                    + " 1.32.5, availabilityZones: ['1', '2', '3'], nodeLabels: {team: pets}}}";

    private Manifests() {}

    public static String pool(String name, int count, String more) {
        return "{name: " + name + ", properties: {count: " + count + ", mode: User, vmSize: Standard_D2s_v5"
                + (more.isEmpty() ? "" : ", " + more) + "}}";
    }

    public static String configMap(String name, String data) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: " + data + "}";
    }

    public static String pod(String name, String more) {
        return "{apiVersion: v1, kind: Pod, metadata: {name: " + name + ", labels: {app: " + name + "}},"
                + " spec: {containers: [{name: main, image: 'nginx:1.27'" + more + "}]}}";
    }

    public static String podWith(String name, String spec) {
        return "{apiVersion: v1, kind: Pod, metadata: {name: " + name + "},"
                + " spec: {containers: [{name: main, image: 'nginx:1.27'}], " + spec + "}}";
    }

    public static String deployment(String name, int replicas, String image) {
        return workload("Deployment", name, replicas, image, "");
    }

    public static String statefulSet(String name, int replicas, String image) {
        return workload("StatefulSet", name, replicas, image, ", serviceName: " + name);
    }

    public static String workload(String kind, String name, int replicas, String image, String more) {
        return "{apiVersion: apps/v1, kind: " + kind + ", metadata: {name: " + name + "}, spec: {replicas: " + replicas
                + more + ", selector: {matchLabels: {app: " + name + "}}, template: {metadata: {labels: {app: " + name
                + "}}, spec: {containers: [{name: main, image: '" + image + "', ports: [{containerPort: 80}],"
                + " env: [{name: A, value: one}]}]}}}}";
    }

    public static String service(String name, String more) {
        return "{apiVersion: v1, kind: Service, metadata: {name: " + name + "}, spec: {selector: {app: " + name
                + "}, ports: [{port: 80}]" + more + "}}";
    }

    public static final String WIDGETS =
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.lab.example}
            spec:
              group: lab.example
              scope: Namespaced
              names: {plural: widgets, singular: widget, kind: Widget, shortNames: [wd], categories: [all]}
              versions:
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                additionalPrinterColumns:
                - {name: Size, type: integer, jsonPath: .spec.size}
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        required: [size]
                        properties:
                          size: {type: integer}
                          color: {type: string, enum: [red, green]}
                          egress: {type: array, items: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                          rules:
                            type: array
                            x-kubernetes-list-type: map
                            x-kubernetes-list-map-keys: [name]
                            items:
                              type: object
                              required: [name]
                              properties: {name: {type: string}, port: {type: integer}}
                      status: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """;
}
