package io.jenkins.plugins.aks.identity;

import io.jenkins.plugins.aks.kubernetes.LogLine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the probe's log says. The line of its success has the secret in clear, so no line of the log ever leaves this class
 * but the parts that are picked out here.
 */
final class ProbeLog {
    private static final Pattern ENTRA = Pattern.compile("AADSTS(\\d+)");
    private static final Pattern INNER =
            Pattern.compile("\\b(Forbidden[A-Z]\\w+|AccessDenied|SecretNotFound|SecretDisabled)\\b");
    private static final Pattern UNREACHABLE =
            Pattern.compile("no such host|i/o timeout|connection refused|deadline exceeded|network is unreachable");

    /** Entra does not know the credential, or does not know it yet. */
    private static final Set<String> FEDERATION = Set.of("70021", "70025", "700211", "700212", "700213");

    private ProbeLog() {}

    /** Empty while nothing was written that decides. */
    static Optional<Broken> read(List<LogLine> lines) {
        for (LogLine line : lines) {
            Optional<Broken> found = read(line.text());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Broken> read(String line) {
        if (line.contains("successfully got secret")) {
            return Optional.of(Broken.none());
        }
        Matcher entra = ENTRA.matcher(line);
        if (entra.find()) {
            String code = "AADSTS" + entra.group(1);
            return Optional.of(
                    FEDERATION.contains(entra.group(1))
                            ? Broken.yet(
                                    ChainLink.TOKEN_EXCHANGE,
                                    code,
                                    "Entra does not know the federated credential, although it is there: it takes up to"
                                            + " two minutes")
                            : Broken.at(ChainLink.TOKEN_EXCHANGE, code, "look the code up, and check the identity"));
        }
        Matcher inner = INNER.matcher(line);
        if (inner.find()) {
            return Optional.of(vault(inner.group(1)));
        }
        if (UNREACHABLE.matcher(line).find()) {
            return Optional.of(Broken.at(
                    ChainLink.NETWORK,
                    "the pod does not reach Entra or the vault",
                    "look at network policies, the name of the vault, private endpoints and DNS"));
        }
        return Optional.empty();
    }

    private static Broken vault(String code) {
        return switch (code) {
            case "ForbiddenByRbac", "AccessDenied" -> Broken.yet(
                    ChainLink.ROLE, code, "the identity has no right to read secrets of this vault that counts");
            case "SecretNotFound" -> Broken.at(ChainLink.SECRET, code, "set the secret with keyVaultSecret");
            case "SecretDisabled" -> Broken.at(ChainLink.SECRET, code, "enable the secret");
            default -> Broken.at(
                    ChainLink.NETWORK, code, "let the cluster's outbound address or subnet in at the vault's firewall");
        };
    }
}
