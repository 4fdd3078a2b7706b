package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Decides whether a resource group may be deleted: only what carries our tag, and nothing of somebody else inside. */
final class GroupDeletion {

    private static final int NAMED = 8;

    private GroupDeletion() {}

    static void refuseWhatIsNotOurs(AksSession session, String groupId, JsonNode group)
            throws OperationException, TransientException {
        String name = group.path("name").asText();
        if (!Tags.isOurs(group)) {
            throw new OperationException("Resource group " + name + ": it does not carry the tag created-by="
                    + Tags.US + ", so this plugin did not create it, and it was not deleted. "
                    + "To delete it with everything in it all the same, pass force: true.");
        }
        if (group.hasNonNull("managedBy")) {
            throw new OperationException("Resource group " + name + ": it is managed by "
                    + group.path("managedBy").asText() + "; delete that instead, and this group goes with it.");
        }
        List<JsonNode> resources = session.arm().list(groupId + "/resources", ApiVersions.RESOURCES);
        List<String> own = resources.stream()
                .filter(Tags::isOurs)
                .map(resource -> id(resource.path("id")))
                .toList();
        List<String> foreign = resources.stream()
                .filter(resource -> !Tags.isOurs(resource) && !belongsTo(own, resource))
                .map(resource -> resource.path("type").asText() + " "
                        + resource.path("name").asText())
                .toList();
        if (!foreign.isEmpty()) {
            throw new OperationException("Resource group " + name + ": " + foreign.size()
                    + " resources in it do not carry the tag created-by=" + Tags.US + " ("
                    + foreign.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (foreign.size() > NAMED ? ", …" : "")
                    + "), so nothing was deleted. Move them away, or pass force: true to delete them too.");
        }
    }

    /** Services make parts of a resource, and resources that it manages, without copying its tags. */
    private static boolean belongsTo(List<String> own, JsonNode resource) {
        String id = id(resource.path("id"));
        String manager = id(resource.path("managedBy"));
        return own.stream().anyMatch(each -> !each.isEmpty() && (id.startsWith(each + "/") || manager.equals(each)));
    }

    private static String id(JsonNode id) {
        return id.asText("").toLowerCase(Locale.ROOT);
    }
}
