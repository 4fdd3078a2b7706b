package io.jenkins.plugins.aks.sandbox.arm;

import io.jenkins.plugins.aks.sandbox.Data;
import io.jenkins.plugins.aks.sandbox.Ids;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxClock;

/** What resource providers share. */
public final class ArmContext {
    private final Sandbox sandbox;
    private final ResourceTypes types = new ResourceTypes();
    private final Routes routes = new Routes(types);
    private final Documents documents;
    private final Operations operations;
    private final Registrations registrations;
    private final Locations locations;
    private final Groups groups;
    private ArmRequests requests;

    ArmContext(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.documents = new Documents(sandbox.store(), sandbox.roleAssignments(), sandbox.ids());
        this.operations = new Operations(sandbox);
        this.registrations = new Registrations(this);
        this.locations = new Locations(sandbox.data());
        this.groups = new Groups(this);
    }

    void answerBy(ArmRequests value) {
        requests = value;
    }

    public ArmRequests requests() {
        return requests;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public SandboxClock clock() {
        return sandbox.clock();
    }

    public Ids ids() {
        return sandbox.ids();
    }

    public ResourceTypes types() {
        return types;
    }

    public Routes routes() {
        return routes;
    }

    public Documents documents() {
        return documents;
    }

    public Operations operations() {
        return operations;
    }

    public Data data() {
        return sandbox.data();
    }

    public Registrations registrations() {
        return registrations;
    }

    public Groups groups() {
        return groups;
    }

    public Locations locations() {
        return locations;
    }
}
