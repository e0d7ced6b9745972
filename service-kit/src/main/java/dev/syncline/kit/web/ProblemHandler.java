package dev.syncline.kit.web;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.kit.message.DatabaseAway;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/// Turns what goes wrong in a request into a problem detail (RFC 9457).
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    private static final URI ABOUT_BLANK = URI.create("about:blank");

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ApiException e) {
        ProblemDetail detail = e.problem().detail(e.detail());
        e.properties().forEach(detail::setProperty);
        return answer(detail);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(IllegalArgumentException e) {
        ProblemDetail detail = Problem.INVALID.detail(String.valueOf(e.getMessage()));
        if (e instanceof FieldRefusal of) {
            FieldRefusal.findings(of.field(), String.valueOf(of.getMessage())).forEach(detail::setProperty);
        }
        return answer(detail);
    }

    /// Tomcat reads the query when a parameter is first asked for.
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(InvalidParameterException e) {
        return answer(Problem.INVALID.detail("The query cannot be read: it has a percent sign without two hexadecimal digits, or bytes that are no UTF-8"));
    }

    /// What a database's rules or its server say to what was asked for is no failure of ours.
    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> refused(SyncException e) {
        return e.code() == FailureCode.INTERNAL ? unexpected(e) : answer(Problem.of(e.code()).detail(e.failure().message()));
    }

    /// Nothing is answered to those who have gone.
    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> unexpected(Exception e) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            log.debug("Who has asked has not waited for the answer: {}", e.toString());
            return null;
        }
        if (DatabaseAway.isCauseOf(e)) {
            log.warn("A request failed, since the service's own database is away: {}", e.toString());
            return answer(Problem.UNAVAILABLE.detail("The database of this service does not answer; try again when it is back"));
        }
        log.error("A request failed", e);
        return answer(Problem.INTERNAL.detail("The log of this service has the details"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<String> errors = e.getBindingResult().getFieldErrors().stream()
                .map(error -> error.getField() + " " + error.getDefaultMessage())
                .sorted()
                .toList();
        return refusal(String.join("; ", errors));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return refusal(BodyFlaw.of(e.getCause()), BodyFlaw.findings(e.getCause()));
    }

    /// The words of Spring have the Java object where a parameter is given twice.
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : String.valueOf(e.getPropertyName());
        return refusal("%s has %s; allowed is %s".formatted(
                name, e.getValue() instanceof Object[] ? "several values" : "a value that cannot be read", allowed(e.getRequiredType())));
    }

    private static String allowed(@Nullable Class<?> type) {
        if (type == null) {
            return "another one";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.stream(type.getEnumConstants()).map(String::valueOf).collect(Collectors.joining(", "));
        }
        return switch (ClassUtils.resolvePrimitiveIfNecessary(type).getSimpleName()) {
            case "Integer" -> "one whole number from -2147483648 to 2147483647";
            case "Long" -> "one whole number from -9223372036854775808 to 9223372036854775807";
            case "Boolean" -> "true or false";
            case "UUID" -> "one id such as 0198f2c4-5a1e-7c3b-9d20-6f1f3c0a4b11";
            case "Instant" -> "one moment such as 2026-03-01T00:00:00Z";
            default -> "one value as the OpenAPI page of this service describes it";
        };
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.isForReturnValue()) {
            return super.handleHandlerMethodValidationException(e, headers, status, request);
        }
        List<String> errors = e.getParameterValidationResults().stream()
                .flatMap(parameter -> parameter.getResolvableErrors().stream()
                        .map(error -> parameter.getMethodParameter().getParameterName() + " " + error.getDefaultMessage()))
                .sorted()
                .toList();
        return refusal(String.join("; ", errors));
    }

    /// What Spring refuses by itself gets a type that stays, too.
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && (problem.getType() == null || ABOUT_BLANK.equals(problem.getType()))) {
            Problem known = Problem.of(HttpStatus.valueOf(status.value()));
            problem.setType(known.type());
            problem.setTitle(known.title());
        }
        HttpHeaders typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.createResponseEntity(body, typed, status, request);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail detail) {
        return ResponseEntity.status(detail.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
    }

    /// The type is said, so that nothing depends on an Accept header, which may be what is wrong.
    private static ResponseEntity<Object> refusal(String text) {
        return refusal(text, Map.of());
    }

    private static ResponseEntity<Object> refusal(String text, Map<String, Object> properties) {
        ProblemDetail detail = Problem.INVALID.detail(text);
        properties.forEach(detail::setProperty);
        return ResponseEntity.badRequest().contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
    }
}
