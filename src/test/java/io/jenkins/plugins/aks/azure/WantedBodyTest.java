package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WantedBodyTest {
    private static final Map<String, String> TAGS = Map.of("created-by", "us");

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }

    private static Optional<ObjectNode> body(String current, String wanted) throws Exception {
        return WantedBody.of(Optional.of(json(current)), json(wanted), TAGS);
    }

    @Test
    void whatDoesNotExistGetsAllOfItWithTags() throws Exception {
        assertThat(WantedBody.of(Optional.empty(), json("{'properties':{'a':1}}"), TAGS))
                .contains(json("{'properties':{'a':1},'tags':{'created-by':'us'}}"));
        assertThat(WantedBody.of(Optional.empty(), json("{'a':1}"), Map.of())).contains(json("{'a':1}"));
    }

    @Test
    void whatSaysItAllIsLeftAlone() throws Exception {
        assertThat(body("{'p':{'a':1,'b':2},'tags':{'x':'y'}}", "{'p':{'a':1}}"))
                .isEmpty();
        assertThat(body("{'list':[{'n':'other'},{'n':'mine','id':7}]}", "{'list':[{'n':'mine'}]}"))
                .isEmpty();
        assertThat(body("{'id2':'/subscriptions/S/resourceGroups/RG'}", "{'id2':'/subscriptions/s/resourcegroups/rg'}"))
                .isEmpty();
        assertThat(body("{}", "{'filter':{}}"))
                .as("an empty object is the same as none")
                .isEmpty();
    }

    @Test
    void whatDiffersIsChangedAndTheRestStays() throws Exception {
        assertThat(body("{'id':'/x/y','p':{'a':1,'keep':2},'tags':{'x':'y'}}", "{'p':{'a':3}}"))
                .contains(json("{'p':{'a':3,'keep':2},'tags':{'x':'y'}}"));
        assertThat(body("{'list':[{'n':'old'}]}", "{'list':[{'n':'new'}]}")).contains(json("{'list':[{'n':'new'}]}"));
        assertThat(body("{'name2':'Mine'}", "{'name2':'mine'}")).contains(json("{'name2':'mine'}"));
        assertThat(body("{'on':'x'}", "{'on':{'deep':true}}")).contains(json("{'on':{'deep':true}}"));
    }

    @Test
    void aNullIsWantedGone() throws Exception {
        assertThat(body("{'a':1}", "{'a':null}")).contains(json("{'a':null}"));
        assertThat(body("{}", "{'a':null}")).isEmpty();
    }

    @Test
    void whatTheServiceAloneMaySetIsNotSentBack() throws Exception {
        assertThat(body(
                        "{'type':'Microsoft.Insights/dataCollectionRules','properties':{'immutableId':'dcr-1',"
                                + "'destinations':{'monitoringAccounts':[{'accountId':'x','name':'a'}]},'keep':1}}",
                        "{'properties':{'description':'d'}}"))
                .contains(json("{'properties':{'destinations':{'monitoringAccounts':[{'name':'a'}]},'keep':1,"
                        + "'description':'d'}}"));
    }
}
