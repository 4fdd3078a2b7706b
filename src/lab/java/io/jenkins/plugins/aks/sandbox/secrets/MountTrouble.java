package io.jenkins.plugins.aks.sandbox.secrets;

/** Why the files of a volume can't be fetched, as the provider tells the kubelet. */
public final class MountTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    public MountTrouble(String message) {
        super(message, null, false, false);
    }
}
