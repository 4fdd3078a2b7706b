package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Azure Resource Manager's rules for tags. */
public final class Tags {
    private Tags() {}

    /** @throws ArmRefusal 400 */
    public static void check(JsonNode tags) {
        if (tags.size() > 50) {
            throw new ArmRefusal(
                    400,
                    "TagsLimitExceeded",
                    "The number of tags '" + tags.size() + "' exceeds the maximum of '50' tags on a resource.");
        }
        for (Map.Entry<String, JsonNode> tag : tags.properties()) {
            if (tag.getKey().length() > 512 || tag.getKey().matches(".*[<>%&\\\\?/].*")) {
                throw new ArmRefusal(
                        400,
                        "InvalidTagNameCharacters",
                        "The tag name '" + tag.getKey()
                                + "' is invalid: at most 512 characters, none of '<,>,%,&,\\,?,/'.");
            }
            if (tag.getValue().asText().length() > 256) {
                throw new ArmRefusal(
                        400,
                        "InvalidTagValueLength",
                        "The value of the tag '" + tag.getKey() + "' exceeds the maximum length of 256 characters.");
            }
        }
    }
}
