package io.jenkins.plugins.aks.sandbox.template;

import java.util.List;

/** Makes ids of resources from scopes, types and names. */
final class ResourceIds {
    private ResourceIds() {}

    /** {@code resourceId([subscription], [group], type, names…)}. */
    static String resourceId(Arguments arguments, Place place) {
        int type = typeAt(arguments, 2);
        String subscription = type == 2 ? arguments.text(0) : place.subscriptionId();
        String group = type >= 1 ? arguments.text(type - 1) : place.groupName();
        return id("/subscriptions/" + subscription + "/resourceGroups/" + group, arguments, type);
    }

    /** {@code subscriptionResourceId([subscription], type, names…)}. */
    static String subscriptionResourceId(Arguments arguments, Place place) {
        int type = typeAt(arguments, 1);
        String subscription = type == 1 ? arguments.text(0) : place.subscriptionId();
        return id("/subscriptions/" + subscription, arguments, type);
    }

    /** {@code tenantResourceId(type, names…)}. */
    static String tenantResourceId(Arguments arguments) {
        return id("", arguments, typeAt(arguments, 0));
    }

    /** {@code extensionResourceId(scope, type, names…)}. */
    static String extensionResourceId(Arguments arguments) {
        Arguments rest = new Arguments(
                arguments.function(), arguments.values().subList(1, arguments.size()), arguments.locals());
        return id(arguments.text(0), rest, typeAt(rest, 0));
    }

    /** The first argument that is a type whose names follow. */
    private static int typeAt(Arguments arguments, int latest) {
        for (int i = 0; i <= latest && i < arguments.size(); i++) {
            String type = arguments.text(i);
            int names = type.split("/").length - 1;
            if (type.contains("/") && names == arguments.size() - i - 1) {
                return i;
            }
        }
        throw new TemplateException("Unable to evaluate template language function '" + arguments.function()
                + "': the arguments must be a fully qualified resource type and as many resource names as it has"
                + " segments after the namespace. Please see https://aka.ms/arm-resource-functions#resourceid for usage"
                + " details.");
    }

    private static String id(String scope, Arguments arguments, int type) {
        String[] types = arguments.text(type).split("/");
        StringBuilder id = new StringBuilder(scope).append("/providers/").append(types[0]);
        for (int i = 1; i < types.length; i++) {
            id.append('/').append(types[i]).append('/').append(arguments.text(type + i));
        }
        return id.toString();
    }

    /**
     * @param scope the id of the resource group, or of what an extension resource belongs to
     * @param type may have a segment {@code providers}, whose name is then the extension's namespace
     * @return null if type and name do not fit each other
     */
    static String of(String scope, String type, String name) {
        List<String> types = List.of(type.split("/"));
        List<String> names = List.of(name.split("/"));
        if (types.size() != names.size() + 1 || names.contains("")) {
            return null;
        }
        StringBuilder id = new StringBuilder(scope.equals("/") ? "" : scope)
                .append("/providers/")
                .append(types.get(0));
        for (int i = 0; i < names.size(); i++) {
            id.append('/').append(types.get(i + 1)).append('/').append(names.get(i));
        }
        return id.toString();
    }
}
