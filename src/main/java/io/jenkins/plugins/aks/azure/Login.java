package io.jenkins.plugins.aks.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Caches tokens by scope; the credential itself lives only as long as one exchange. */
final class Login implements TokenCredential {
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final String name;
    private final Supplier<TokenCredential> credential;
    private final Clock clock;
    private final Map<List<String>, Cached> tokens = new ConcurrentHashMap<>();

    /** @param name the kind of credential, its application and tenant, for messages */
    Login(String name, Supplier<TokenCredential> credential, Clock clock) {
        this.name = name;
        this.credential = credential;
        this.clock = clock;
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromCallable(() -> getTokenSync(request)).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        if (request.getClaims() != null) {
            return fetch(request);
        }
        return tokens.compute(
                        List.copyOf(request.getScopes()),
                        (scopes, known) ->
                                known != null && isFresh(known) ? known : new Cached(fetch(request), clock.instant()))
                .token();
    }

    private AccessToken fetch(TokenRequestContext request) {
        try {
            return credential.get().getTokenSync(request);
        } catch (RuntimeException e) {
            throw new LoginFailure(LoginErrors.of(name, e));
        }
    }

    private boolean isFresh(Cached known) {
        Instant end = known.token().getExpiresAt().toInstant();
        Duration half = Duration.between(known.since(), end).dividedBy(2);
        return clock.instant().isBefore(end.minus(half.compareTo(MARGIN) < 0 ? half : MARGIN));
    }

    @Override
    public String toString() {
        return name;
    }

    private record Cached(AccessToken token, Instant since) {}
}
