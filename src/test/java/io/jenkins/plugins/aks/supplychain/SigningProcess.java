package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.notation.KeyKind;
import io.jenkins.plugins.aks.notation.TestSigner;
import java.time.Instant;
import java.util.Map;

/** A process of its own that signs an image several times, as a controller of its own would. */
final class SigningProcess {
    private SigningProcess() {}

    /** @param arguments the image, a name of this process, and how many signatures it makes */
    public static void main(String[] arguments) throws Exception {
        ChainSession session = new ChainSession();
        session.live = true;
        session.secrets.put("key", NotationSignTest.pem(TestSigner.validAt(KeyKind.EC_256, Instant.now())));
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            NotationSignStep step = new NotationSignStep();
            step.setImage(arguments[0]);
            step.setSigningCredentialsId("key");
            step.setMetadata(Map.of("process", arguments[1], "number", Integer.toString(i)));
            step.setForce(true);
            session.run(step.operation(FixedScope.of("s", "g")));
        }
    }
}
