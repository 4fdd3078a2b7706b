package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineBuilder;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArmHttpTest {
    private static final String URL = "https://arm.example/subscriptions/s?api-version=1&sig=s3cret";
    private final FakeHttp fake = new FakeHttp();
    private final ArmHttp http =
            new ArmHttp(new HttpPipelineBuilder().httpClient(fake).build(), 21);

    @Test
    void readsAnswersUpToTheirGreatestLength() throws Exception {
        fake.answer(200, "{\"a\":\"0123456789abc\"}");
        assertThat(send().body().path("a").asText()).isEqualTo("0123456789abc");
    }

    @Test
    void leavesAnAnswerThatIsTooLong() {
        fake.answer(200, "{\"a\":\"0123456789abcd\"}");
        assertThatThrownBy(this::send)
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("GET /subscriptions/s")
                .hasMessageContaining("more than 21 bytes")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void anEmptyAnswerIsAnEmptyObject() throws Exception {
        fake.answer(204, "");
        assertThat(send().body()).isEmpty();
    }

    private ArmResponse send() throws Exception {
        return http.send(HttpMethod.GET, URL, null, Map.of());
    }
}
