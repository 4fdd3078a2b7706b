package io.jenkins.plugins.aks.sandbox.arm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** All that Azure Resource Manager answers here; whatever is missing is an error, never an empty success. */
public final class Routes {

    record Match(Route route, Map<String, String> parameters) {}

    private final List<Route> routes = new ArrayList<>();
    private final ResourceTypes types;

    Routes(ResourceTypes types) {
        this.types = types;
    }

    public void add(String method, String template, String type, ArmHandler handler) {
        routes.add(Route.of(method, template, type, handler));
        routes.sort(Comparator.comparingInt(Route::parameterCount));
    }

    Match find(String method, List<String> path) {
        Match other = null;
        for (Route route : routes) {
            Map<String, String> parameters = route.match(path).orElse(null);
            if (parameters != null) {
                if (route.method().equals(method)) {
                    return new Match(route, parameters);
                }
                other = new Match(route, parameters);
            }
        }
        throw other == null ? unknown(path) : wrongMethod(method);
    }

    private static ArmRefusal wrongMethod(String method) {
        return new ArmRefusal(
                405, "MethodNotAllowed", "The requested resource does not support http method '" + method + "'.");
    }

    private ArmRefusal unknown(List<String> path) {
        int providers = -1;
        for (int i = 0; i < path.size(); i++) {
            providers = path.get(i).equalsIgnoreCase("providers") ? i : providers;
        }
        if (providers >= 0 && path.size() > providers + 2) {
            String namespace = path.get(providers + 1);
            if (types.find(namespace).isEmpty()) {
                return new ArmRefusal(
                        404, "InvalidResourceNamespace", "The resource namespace '" + namespace + "' is invalid.");
            }
            return new ArmRefusal(
                    404,
                    "InvalidResourceType",
                    "The resource type '" + path.get(providers + 2) + "' could not be found in the namespace '"
                            + namespace + "', or does not have what the path '/" + String.join("/", path)
                            + "' asks for.");
        }
        return new ArmRefusal(404, "NotFound", "The path '/" + String.join("/", path) + "' is not known here.");
    }
}
