package io.jenkins.plugins.aks.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Caches tokens by scope; the credential itself lives only as long as one exchange. Those who ask at the same time wait for
 * one exchange, so trouble that took long to show is told to the others at once, for as long as it took: else each would
 * hold a thread for the whole time, one after the other.
 */
final class Login implements TokenCredential {
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final String name;
    private final Supplier<TokenCredential> credential;
    private final Clock clock;
    private final Map<List<String>, Cached> tokens = new ConcurrentHashMap<>();
    private volatile Trouble trouble = new Trouble(null, Instant.MIN);

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
        Instant begin = clock.instant();
        Trouble known = trouble;
        if (begin.isBefore(known.until())) {
            throw new LoginFailure(known.failure());
        }
        try {
            return credential.get().getTokenSync(request);
        } catch (RuntimeException e) {
            Exception failure = LoginErrors.of(name, e);
            if (failure instanceof TransientException) {
                Instant end = clock.instant();
                trouble = new Trouble(failure, end.plus(Duration.between(begin, end)));
            }
            throw new LoginFailure(failure);
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

    private record Trouble(Exception failure, Instant until) {}

    private record Cached(AccessToken token, Instant since) {}
}
