package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes on the wire, compared with those that protobuf's own encoding gives. */
class FlowQueryTest {
    private static String hex(FlowQuery query, Optional<Instant> since, boolean follow) {
        return HexFormat.of().formatHex(query.request(since, follow));
    }

    @Test
    void theNewestDropsAreAskedForAsHubblesOwnClientDoes() {
        FlowQuery query = new FlowQuery(List.of(FlowVerdict.DROPPED), "", "", 0, 50);
        assertThat(hex(query, Optional.empty(), false)).isEqualTo("083232032a0102");
    }

    @Test
    void anEndIsLookedForOnBothSides() {
        FlowQuery query = new FlowQuery(List.of(), "pets/", "a=b", 80, 300);
        assertThat(hex(query, Optional.empty(), true))
                .isEqualTo("08ac02" + "1801" + "3210" + "1205706574732f" + "5203613d62" + "6a023830" + "3210"
                        + "2205706574732f" + "5a03613d62" + "72023830");
    }

    @Test
    void aTimeTakesThePlaceOfTheNumber() {
        FlowQuery query = new FlowQuery(List.of(), "", "", 0, 20);
        assertThat(hex(query, Optional.of(Instant.ofEpochSecond(1, 2)), false)).isEqualTo("3a0408011002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a05706574", "08", "08ffffffffffffffffffff01", "0b", "0affffffff0f"})
    void brokenMessagesAreRefused(String hex) {
        ProtoReader reader = new ProtoReader(HexFormat.of().parseHex(hex));
        assertThatThrownBy(reader::next)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a message of Hubble Relay");
    }

    @Test
    void whatIsNotAskedForIsSkipped() throws Exception {
        byte[] flow = HexFormat.of()
                .parseHex("89020102030405060708" + "850201020304" + "1002" + "fa0103616263" + "b00105" + "c8018501");
        Flow parsed = FlowParser.parse(new ProtoReader(flow));
        assertThat(parsed.verdict()).isEqualTo(FlowVerdict.DROPPED);
        assertThat(parsed.dropReason()).isEqualTo(133);
        assertThat(parsed.direction()).isEmpty();
    }

    @Test
    void thePoliciesThatNewerAgentsNameAreRead() throws Exception {
        ProtoWriter policy = new ProtoWriter().text(1, "allow").text(2, "pets");
        Flow parsed = FlowParser.parse(new ProtoReader(new ProtoWriter()
                .message(21_005, policy)
                .message(21_002, new ProtoWriter().text(1, "everywhere"))
                .bytes()));
        assertThat(parsed.policies()).containsExactly("pets/allow", "everywhere");
    }
}
