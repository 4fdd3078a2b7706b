package io.jenkins.plugins.aks.notation;

/** Something that the Notary Project specification forbids; the message says what was found where. */
public class NotationException extends Exception {
    private static final long serialVersionUID = 1L;

    public NotationException(String message) {
        super(message);
    }

    public NotationException(String message, Throwable cause) {
        super(message, cause);
    }
}
