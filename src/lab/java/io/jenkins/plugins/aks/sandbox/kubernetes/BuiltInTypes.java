package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The resources that every cluster serves. */
final class BuiltInTypes {
    private static final String[] TABLE = {
        // group, version, plural, kind, scope, short names, subresources, categories
        "|v1|namespaces|Namespace|cluster|ns|status,finalize|",
        "|v1|nodes|Node|cluster|no|status|",
        "|v1|pods|Pod|ns|po|status,log,exec,portforward,attach,proxy,eviction,ephemeralcontainers|all",
        "|v1|services|Service|ns|svc|status,proxy|all",
        "|v1|endpoints|Endpoints|ns|ep||",
        "|v1|configmaps|ConfigMap|ns|cm||",
        "|v1|secrets|Secret|ns|||",
        "|v1|serviceaccounts|ServiceAccount|ns|sa|token|",
        "|v1|events|Event|ns|ev||",
        "|v1|persistentvolumes|PersistentVolume|cluster|pv|status|",
        "|v1|persistentvolumeclaims|PersistentVolumeClaim|ns|pvc|status|",
        "|v1|resourcequotas|ResourceQuota|ns|quota|status|",
        "|v1|limitranges|LimitRange|ns|limits||",
        "apps|v1|deployments|Deployment|ns|deploy|status,scale|all",
        "apps|v1|statefulsets|StatefulSet|ns|sts|status,scale|all",
        "apps|v1|daemonsets|DaemonSet|ns|ds|status|all",
        "apps|v1|replicasets|ReplicaSet|ns|rs|status,scale|all",
        "apps|v1|controllerrevisions|ControllerRevision|ns|||",
        "batch|v1|jobs|Job|ns||status|all",
        "batch|v1|cronjobs|CronJob|ns|cj|status|all",
        "autoscaling|v2|horizontalpodautoscalers|HorizontalPodAutoscaler|ns|hpa|status|all",
        "networking.k8s.io|v1|networkpolicies|NetworkPolicy|ns|netpol||",
        "networking.k8s.io|v1|ingresses|Ingress|ns|ing|status|",
        "storage.k8s.io|v1|storageclasses|StorageClass|cluster|sc||",
        "storage.k8s.io|v1|volumeattachments|VolumeAttachment|cluster||status|",
        "rbac.authorization.k8s.io|v1|roles|Role|ns|||",
        "rbac.authorization.k8s.io|v1|rolebindings|RoleBinding|ns|||",
        "rbac.authorization.k8s.io|v1|clusterroles|ClusterRole|cluster|||",
        "rbac.authorization.k8s.io|v1|clusterrolebindings|ClusterRoleBinding|cluster|||",
        "policy|v1|poddisruptionbudgets|PodDisruptionBudget|ns|pdb|status|",
        "scheduling.k8s.io|v1|priorityclasses|PriorityClass|cluster|pc||",
        "coordination.k8s.io|v1|leases|Lease|ns|||",
        "apiextensions.k8s.io|v1|customresourcedefinitions|CustomResourceDefinition|cluster|crd,crds|status|",
        "authorization.k8s.io|v1|selfsubjectaccessreviews|SelfSubjectAccessReview|cluster|||",
    };

    static final List<ResourceType> ALL = read();

    private BuiltInTypes() {}

    private static List<ResourceType> read() {
        List<ResourceType> types = new ArrayList<>();
        for (String row : TABLE) {
            String[] cell = row.split("\\|", -1);
            types.add(new ResourceType(
                    cell[0],
                    cell[1],
                    cell[2],
                    cell[3],
                    cell[4].equals("ns"),
                    split(cell[5]),
                    Set.copyOf(split(cell[6])),
                    cell[7].equals("all"),
                    false));
        }
        return List.copyOf(types);
    }

    private static List<String> split(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(","));
    }

    /** The built-in type of a kind; for controllers, which know that it exists. */
    static ResourceType kind(String kind) {
        return ALL.stream()
                .filter(type -> type.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no built-in resource has the kind " + kind));
    }
}
