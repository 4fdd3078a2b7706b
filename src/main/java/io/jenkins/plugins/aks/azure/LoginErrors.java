package io.jenkins.plugins.aks.azure;

import com.microsoft.aad.msal4j.MsalThrottlingException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Names a failed login: kind of credential, application, tenant, Entra's code and sentence. The library's exception is
 * not kept as a cause of a refusal, since nobody can say what future versions put into it.
 */
final class LoginErrors {
    private static final Pattern ENTRA = Pattern.compile("AADSTS\\d+[^\\r\\n]*");
    private static final Pattern CODE = Pattern.compile("AADSTS\\d+");

    private static final Map<String, String> ADVICE = Map.of(
            "AADSTS7000215", "Put the secret's value (not its id) into the credential.",
            "AADSTS7000222", "The secret has expired: make a new one and put it into the credential.",
            "AADSTS700016", "Check the application id and the tenant id of the credential.",
            "AADSTS90002", "Check the tenant id of the credential, and the cloud's authority.",
            "AADSTS900023", "Check the tenant id of the credential.",
            "AADSTS700027", "Upload the certificate to the application, or use the one that is registered there.",
            "AADSTS700024",
                    "The assertion has expired: check the controller's clock and that the token file is renewed.",
            "AADSTS70021", "Add a federated credential with this issuer, subject and audience to the application.",
            "AADSTS700213", "Add a federated credential with this issuer, subject and audience to the application.",
            "AADSTS500011", "Check the audience in the cloud's settings.");

    private LoginErrors() {}

    static Exception of(String credential, RuntimeException failure) {
        String subject = "login with the " + credential;
        MsalThrottlingException throttled = Failures.find(MsalThrottlingException.class, failure);
        if (throttled != null) {
            Duration wait = Duration.ofMillis(Math.max(0, throttled.retryInMs()));
            return new TransientException(subject + ": Entra asks to wait", wait, false, null);
        }
        LoginFailure entra = Failures.find(LoginFailure.class, failure);
        if (entra != null && entra.getCause() instanceof TransientException trouble) {
            Duration wait = trouble.retryAfter().orElse(null);
            return new TransientException(subject + ": " + trouble.getMessage(), wait, false, null);
        }
        if (isConnection(failure)) {
            return connection(subject, failure);
        }
        return refused(subject, failure);
    }

    private static Exception connection(String subject, RuntimeException failure) {
        try {
            return Failures.of(subject, failure);
        } catch (TransientException e) {
            return e;
        }
    }

    /** Files and key stores report their own trouble as IOExceptions too. */
    private static boolean isConnection(Throwable failure) {
        IOException io = Failures.find(IOException.class, failure);
        boolean keys = Failures.find(GeneralSecurityException.class, failure) != null
                && Failures.find(SSLException.class, failure) == null;
        boolean local = keys || io instanceof FileSystemException;
        return (io != null && !local)
                || Failures.find(TimeoutException.class, failure) != null
                || Failures.find(InterruptedException.class, failure) != null;
    }

    private static OperationException refused(String subject, RuntimeException failure) {
        String said = said(failure);
        Matcher code = CODE.matcher(said);
        String found = code.find() ? code.group() : "";
        String advice = ADVICE.getOrDefault(
                found, "Check the credential's fields, and that the application may log in to this tenant.");
        return new OperationException(
                subject + " was refused: " + said + " " + advice,
                found.isEmpty() ? Map.of() : Map.of(ArmException.CODE, found),
                null);
    }

    private static String said(Throwable failure) {
        Throwable cause = failure;
        Throwable last = failure;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            Matcher matcher = ENTRA.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return sentence(matcher.group().replaceAll("\\s*(Trace ID|Correlation ID|Timestamp):.*", ""));
            }
            last = cause;
        }
        return sentence(String.valueOf(last.getMessage()).lines().findFirst().orElse(""));
    }

    private static String sentence(String text) {
        String plain = text.strip();
        return plain.endsWith(".") ? plain : plain + ".";
    }
}
