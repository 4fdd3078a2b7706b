package io.jenkins.plugins.aks.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The id of an Azure resource, resource group or subscription. Equal ignoring case, as Azure Resource Manager compares
 * them; {@link #toString} keeps the case it was given.
 */
public final class ResourceId {
    private final List<String> segments;

    private ResourceId(List<String> segments) {
        this.segments = segments;
    }

    /**
     * @param text e.g. {@code /subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerService/managedClusters/demo};
     *     a query and doubled or trailing slashes are ignored
     * @throws IllegalArgumentException if it is not a path of names and values
     */
    public static ResourceId parse(String text) {
        String path = text.contains("?") ? text.substring(0, text.indexOf('?')) : text;
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        if (!path.startsWith("/") || segments.size() < 2) {
            throw new IllegalArgumentException("not a resource id: '" + text + "'; expected /subscriptions/{id}/…");
        }
        return new ResourceId(List.copyOf(segments));
    }

    /** The last segment. */
    public String name() {
        return segments.get(segments.size() - 1);
    }

    public Optional<String> subscription() {
        return valueOf("subscriptions");
    }

    public Optional<String> resourceGroup() {
        return valueOf("resourceGroups");
    }

    /** {@code Microsoft.ContainerService/managedClusters/agentPools}; {@code Microsoft.Resources/…} without a provider. */
    public String type() {
        int provider = lastProvider();
        if (provider < 0) {
            return "Microsoft.Resources/" + (segments.size() > 2 ? "resourceGroups" : "subscriptions");
        }
        StringBuilder type = new StringBuilder(segments.get(provider + 1));
        for (int i = provider + 2; i < segments.size(); i += 2) {
            type.append('/').append(segments.get(i));
        }
        return type.toString();
    }

    /** The last part of {@link #type()}, e.g. {@code agentPools}. */
    public String shortType() {
        String type = type();
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** True for a resource of this type, ignoring case. */
    public boolean isOf(String type) {
        return type().equalsIgnoreCase(type);
    }

    /** The id without its last type and name: a pool's cluster, a cluster's resource group, a group's subscription. */
    public Optional<ResourceId> parent() {
        int provider = lastProvider();
        int cut = provider >= 0 && segments.size() - provider <= 4 ? provider : segments.size() - 2;
        return cut < 2 ? Optional.empty() : Optional.of(new ResourceId(segments.subList(0, cut)));
    }

    /** The id of something under this one. */
    public ResourceId child(String type, String name) {
        return parse(this + "/" + type + "/" + name);
    }

    private int lastProvider() {
        for (int i = segments.size() - 2; i >= 0; i--) {
            if (segments.get(i).equalsIgnoreCase("providers")) {
                return i;
            }
        }
        return -1;
    }

    private Optional<String> valueOf(String key) {
        for (int i = 0; i + 1 < segments.size(); i += 2) {
            if (segments.get(i).equalsIgnoreCase(key)) {
                return Optional.of(segments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceId that && toString().equalsIgnoreCase(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().toLowerCase(Locale.ROOT).hashCode();
    }

    /** The path, beginning with a slash. */
    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
