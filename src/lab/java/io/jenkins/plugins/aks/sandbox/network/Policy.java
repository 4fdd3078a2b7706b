package io.jenkins.plugins.aks.sandbox.network;

import java.util.List;

/** A policy in force. */
interface Policy {

    /** For people, e.g. {@code pets/allow-store-front-traffic}. */
    String name();

    boolean selects(Endpoint endpoint);

    /** Whether what it selects is closed on a side but for what policies allow. */
    boolean closes(Side side);

    /** The ports of all rules that allow the traffic on a side; none where it is not allowed. */
    List<PortMatch> allows(Side side, Traffic traffic, SeenNames names);

    /** Whether a rule forbids the traffic whatever others allow. */
    boolean forbids(Side side, Traffic traffic);
}
