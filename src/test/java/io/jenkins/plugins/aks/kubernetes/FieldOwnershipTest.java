package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FieldOwnershipTest {

    private static final String WANTED =
            """
            {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'a','namespace':'n','labels':{'app':'a'}},
             'spec':{'replicas':2,'paused':null,'template':{'spec':{
               'containers':[{'name':'main','image':'x','args':['1','2'],'ports':[{'containerPort':80}],
                 'resources':{'limits':{'cpu':'1000m','memory':'1Gi'}}}],
               'volumes':[{'name':'tmp','emptyDir':{}}]}}}}
            """;

    private static final String LIVE =
            """
            {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'a','namespace':'n','labels':{'app':'a'},
             'managedFields':[
              {'manager':'kubelet','operation':'Update','subresource':'status','apiVersion':'apps/v1','fieldsV1':{}},
              {'manager':'aks-pipeline-steps','operation':'Apply','apiVersion':'apps/v1','fieldsV1':{
               'f:metadata':{'f:labels':{'f:app':{}}},
               'f:spec':{'f:replicas':{},'f:template':{'f:spec':{
                 'f:containers':{'k:{\\"name\\":\\"main\\"}':{'.':{},'f:name':{},'f:image':{},'f:args':{},
                   'f:ports':{'k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}':{'.':{},'f:containerPort':{}}},
                   'f:resources':{'f:limits':{'f:cpu':{},'f:memory':{}}}}},
                 'f:volumes':{'k:{\\"name\\":\\"tmp\\"}':{'.':{},'f:name':{},'f:emptyDir':{}}}}}}}}]},
             'spec':{'replicas':2,'revisionHistoryLimit':10,'template':{'spec':{'restartPolicy':'Always',
               'containers':[{'name':'sidecar','image':'y'},{'name':'main','image':'x','args':['1','2'],
                 'imagePullPolicy':'Always','ports':[{'containerPort':80,'protocol':'TCP'}],
                 'resources':{'limits':{'cpu':'1','memory':'1Gi'}}}],
               'volumes':[{'name':'tmp','emptyDir':{}}]}}}}
            """;

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean applied(Consumer<ObjectNode> live, Consumer<ObjectNode> wanted) {
        ObjectNode there = json(LIVE);
        ObjectNode here = json(WANTED);
        live.accept(there);
        wanted.accept(here);
        return FieldOwnership.isApplied(there, here, "aks-pipeline-steps");
    }

    private static ObjectNode at(ObjectNode object, String pointer) {
        return (ObjectNode) object.at(pointer);
    }

    @Test
    void defaultsAndWhatOthersOwnAreNoDifference() {
        assertThat(applied(live -> {}, wanted -> {})).isTrue();
    }

    @Test
    void anotherValueIsADifference() {
        assertThat(applied(live -> at(live, "/spec").put("replicas", 3), wanted -> {}))
                .isFalse();
        assertThat(applied(live -> {}, wanted -> at(wanted, "/spec/template/spec/containers/0")
                        .put("image", "z")))
                .isFalse();
        assertThat(applied(live -> {}, wanted -> at(wanted, "/spec/template/spec/containers/0")
                        .withArray("args")
                        .add("3")))
                .isFalse();
        assertThat(applied(
                        live -> at(live, "/spec/template/spec/containers/1/resources/limits")
                                .put("cpu", "2"),
                        wanted -> {}))
                .isFalse();
        assertThat(applied(live -> at(live, "/metadata/labels").put("app", "b"), wanted -> {}))
                .isFalse();
    }

    @Test
    void aFieldMoreOrLessIsADifference() {
        assertThat(applied(live -> {}, wanted -> at(wanted, "/metadata/labels").put("team", "x")))
                .isFalse();
        assertThat(applied(live -> {}, wanted -> at(wanted, "/spec").remove("replicas")))
                .isFalse();
        assertThat(applied(live -> {}, wanted -> at(wanted, "/spec/template/spec/containers/0")
                        .remove("ports")))
                .isFalse();
        assertThat(applied(live -> {}, wanted -> at(wanted, "/spec/template/spec")
                        .withArray("volumes")
                        .addObject()
                        .put("name", "more")))
                .isFalse();
    }

    @Test
    void anotherPortProtocolIsADifference() {
        assertThat(applied(live -> {}, wanted -> at(wanted, "/spec/template/spec/containers/0/ports/0")
                        .put("protocol", "UDP")))
                .isFalse();
    }

    @Test
    void whatAnotherManagerAppliedIsNotOurs() {
        assertThat(applied(live -> at(live, "/metadata/managedFields/1").put("manager", "kubectl"), wanted -> {}))
                .isFalse();
        assertThat(applied(live -> at(live, "/metadata/managedFields/1").put("operation", "Update"), wanted -> {}))
                .isFalse();
        assertThat(applied(
                        live -> at(live, "/metadata/managedFields/1").put("apiVersion", "apps/v1beta1"), wanted -> {}))
                .isFalse();
    }

    @Test
    void anObjectThatDoesNotExistIsDifferent() {
        assertThat(FieldOwnership.isApplied(
                        com.fasterxml.jackson.databind.node.MissingNode.getInstance(),
                        json(WANTED),
                        "aks-pipeline-steps"))
                .isFalse();
    }

    @Test
    void anObjectThatIsJustANameIsAppliedOnceItExists() {
        ObjectNode name = json("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'pets'}}");
        ObjectNode live = json("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'pets','uid':'u'}}");

        assertThat(FieldOwnership.isApplied(live, name, "aks-pipeline-steps")).isTrue();
        name.withObject("/metadata/labels").put("team", "x");
        assertThat(FieldOwnership.isApplied(live, name, "aks-pipeline-steps")).isFalse();
    }
}
