package org.autoif.io.llm.endpoint;

import java.util.HashMap;
import java.util.Map;
import org.autoif.io.llm.ChatClient;
import org.autoif.io.llm.ChatException;

/** The endpoints of a run by role; opens HTTP clients for them, which share their connections. */
public final class ChatEndpoints implements ChatClient.Source {
  private static final long serialVersionUID = 1;

  /** The role of a server for natural-language inference, asked by {@code /predict}. */
  public static final String NLI = "nli";

  private final HashMap<String, ChatEndpoint> byRole;

  private ChatEndpoints(Map<String, ChatEndpoint> byRole) {
    this.byRole = new HashMap<>(byRole);
  }

  /**
   * Returns endpoints by role; a role that is not named is asked as the teacher, if there is one.
   */
  public static ChatEndpoints of(Map<String, ChatEndpoint> byRole) {
    return new ChatEndpoints(byRole);
  }

  /**
   * Returns the endpoint that serves {@code role}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ChatEndpoint get(String role) {
    ChatEndpoint endpoint = byRole.containsKey(role) ? byRole.get(role) : byRole.get("teacher");
    if (endpoint == null) {
      throw new IllegalArgumentException("there is no endpoint for the role " + role);
    }
    return endpoint;
  }

  @Override
  public ChatClient open(String role) throws ChatException {
    return role.equals(NLI) ? new PredictClient(get(role), Transports.of(get(role))) : chat(role);
  }

  /**
   * Returns a client for a role that is asked for chat completions.
   *
   * @throws ChatException if the role's key cannot be read
   */
  public OpenAiChatClient chat(String role) throws ChatException {
    return new OpenAiChatClient(get(role), Transports.of(get(role)));
  }
}
