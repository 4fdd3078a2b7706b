package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.KeyKind;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.notation.TestSigner;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** A key vault with one certificate, whose key really signs digests. */
final class FakeVault implements Arm {
    static final String URL = "https://demo.vault.example";
    static final String VERSION = "0123456789abcdef0123456789abcdef";

    final List<String> requests = new ArrayList<>();
    /** What its key and certificates answers say beyond what is true. */
    final ObjectNode lies = new ObjectMapper().createObjectNode();

    String secretType = "application/x-pem-file";
    String secret = "";
    private final TestSigner signer;

    FakeVault(TestSigner signer) {
        this.signer = signer;
    }

    @Override
    public ArmResponse get(String path, String apiVersion) {
        requests.add("GET " + path);
        ObjectNode body = new ObjectMapper().createObjectNode();
        if (path.startsWith("/secrets/")) {
            body.put("contentType", secretType).put("value", secret);
        } else {
            try {
                body.put("id", URL + "/certificates/signer/" + VERSION)
                        .put("kid", URL + "/keys/signer/" + VERSION)
                        .put("cer", Certificates.der(signer.chain().get(0)));
            } catch (NotationException e) {
                throw new IllegalStateException(e);
            }
        }
        body.setAll(lies);
        return response(body);
    }

    @Override
    public ArmResponse post(String path, String apiVersion, JsonNode request) {
        requests.add("POST " + path + " " + request.path("alg").asText());
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("kid", URL + "/keys/signer/" + VERSION);
        byte[] digest = Base64.getUrlDecoder().decode(request.path("value").asText());
        body.put("value", Base64.getUrlEncoder().withoutPadding().encodeToString(sign(digest)));
        body.setAll(lies);
        return response(body);
    }

    private byte[] sign(byte[] digest) {
        try {
            KeyKind kind = KeyKind.of(signer.chain().get(0).getPublicKey());
            if (kind.isRsa()) {
                PSSSigner pss = PSSSigner.createRawSigner(
                        new RSABlindedEngine(),
                        switch (kind) {
                            case RSA_2048 -> new SHA256Digest();
                            case RSA_3072 -> new SHA384Digest();
                            default -> new SHA512Digest();
                        });
                pss.init(true, PrivateKeyFactory.createKey(signer.key().getEncoded()));
                pss.update(digest, 0, digest.length);
                return pss.generateSignature();
            }
            Signature ecdsa = Signature.getInstance("NONEwithECDSAinP1363Format");
            ecdsa.initSign(signer.key());
            ecdsa.update(digest);
            return ecdsa.sign();
        } catch (GeneralSecurityException | CryptoException | java.io.IOException | NotationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ArmResponse response(ObjectNode body) {
        return new ArmResponse(200, Map.of(), body);
    }

    @Override
    public Optional<ArmResponse> find(String path, String apiVersion) {
        return Optional.of(get(path, apiVersion));
    }

    @Override
    public List<JsonNode> list(String path, String apiVersion) {
        throw new AssertionError(path);
    }

    @Override
    public ArmResponse put(String path, String apiVersion, JsonNode body, Map<String, String> headers) {
        throw new AssertionError(path);
    }

    @Override
    public ArmResponse patch(String path, String apiVersion, JsonNode body) {
        throw new AssertionError(path);
    }

    @Override
    public ArmResponse delete(String path, String apiVersion) {
        throw new AssertionError(path);
    }

    @Override
    public ArmResponse follow(String url) {
        throw new AssertionError(url);
    }
}
