package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.WorkspaceFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a secret's value comes from: an environment variable, a file of the workspace, or chance. */
final class SecretSource {
    static final String UTF_8 = "utf-8";
    private static final String BASE_64 = "base64";
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int SHORTEST = 12;
    private static final int LONGEST = 1000;

    private final String variable;
    private final String file;
    private final String encoding;
    private final int generate;

    private SecretSource(String variable, String file, String encoding, int generate) {
        this.variable = variable;
        this.file = file;
        this.encoding = encoding;
        this.generate = generate;
    }

    /** @param generate the length of a value to make up; 0 for none */
    static SecretSource of(String variable, String file, String encoding, int generate)
            throws InvalidParameterException {
        long given = Stream.of(variable != null, file != null, generate != 0)
                .filter(each -> each)
                .count();
        if (given > 1) {
            throw new InvalidParameterException(
                    variable != null ? "variable" : "file",
                    variable != null ? variable : file,
                    "one of variable, file, generate",
                    "Leave out all but one of them.");
        }
        if (generate != 0 && (generate < SHORTEST || generate > LONGEST)) {
            throw new InvalidParameterException(
                    "generate", generate, SHORTEST + " to " + LONGEST + " characters", "Choose another length.");
        }
        if (!encoding.equals(UTF_8) && !encoding.equals(BASE_64)) {
            throw new InvalidParameterException(
                    "encoding", encoding, UTF_8 + ", " + BASE_64, "Use base64 for a file that is no text.");
        }
        return new SecretSource(variable, file, encoding, generate);
    }

    boolean isGiven() {
        return variable != null || isFile() || isGenerated();
    }

    /** A value that exists counts, whatever it is: chance gives another one each time. */
    boolean isGenerated() {
        return generate != 0;
    }

    boolean isFile() {
        return file != null;
    }

    /** What az tags a secret from a file with. */
    Optional<String> fileEncoding() {
        return isFile() ? Optional.of(encoding) : Optional.empty();
    }

    SecretText read(AksSession session) throws OperationException, TransientException {
        if (isGenerated()) {
            return generated();
        }
        return isFile() ? fromFile(session) : fromVariable(session);
    }

    private SecretText fromVariable(AksSession session) throws OperationException {
        SecretText value = session.variable(variable).orElse(null);
        if (value == null || value.reveal().isEmpty()) {
            throw new InvalidParameterException(
                    "variable",
                    variable,
                    "the name of an environment variable that is set, and not empty, where the step runs",
                    "Put the step into withCredentials { } that binds it.");
        }
        return value;
    }

    private SecretText fromFile(AksSession session) throws OperationException, TransientException {
        List<WorkspaceFile> files = session.workspace().read("file", List.of(file));
        if (files.size() != 1) {
            throw new InvalidParameterException(
                    "file", file, "one file; this is " + files.size() + " of them", "Name the file.");
        }
        byte[] content = files.get(0).content();
        if (encoding.equals(BASE_64)) {
            return () -> Base64.getEncoder().encodeToString(content);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return () -> text;
        } catch (CharacterCodingException e) {
            throw new InvalidParameterException(
                    "file", file, "a text in UTF-8", "Give encoding: 'base64' for a file that is no text.");
        }
    }

    private SecretText generated() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < generate; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        String value = text.toString();
        return () -> value;
    }
}
