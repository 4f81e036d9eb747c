// Written by `cargo xtask codegen` from crates/flow-engine/src; do not edit.

/** A JSON Schema of settings; `x-ui.widget` says which field of a form shows it. */
export interface ConfigSchema {
  readonly $defs?: Readonly<Record<string, ConfigSchema>>;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, ConfigSchema>>;
  readonly required?: readonly string[];
  readonly items?: ConfigSchema;
  readonly oneOf?: readonly ConfigSchema[];
  readonly anyOf?: readonly ConfigSchema[];
  readonly allOf?: readonly ConfigSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly additionalProperties?: boolean | ConfigSchema;
  readonly 'x-ui'?: { readonly widget: string; readonly [hint: string]: unknown };
  readonly [keyword: string]: unknown;
}

export type NodeGroup = 'messages' | 'questions' | 'logic' | 'data' | 'connections' | 'people' | 'canvas';

/** An exit of a node; a handle that ends in `:` stands for several, named by the settings. */
export interface NodeExit {
  readonly handle: string;
  readonly help: string;
  readonly required: boolean;
}

export interface NodeEntry {
  readonly kind: NodeKind;
  readonly title: string;
  readonly help: string;
  readonly group: NodeGroup;
  readonly traits: {
    readonly waits: boolean;
    readonly sends: boolean;
    readonly asks: boolean;
    readonly ends: boolean;
    readonly drawn_only: boolean;
  };
  readonly exits: readonly NodeExit[];
  readonly schema: ConfigSchema;
}

/** A word a path in `{{…}}` may begin with. */
export interface ValueRoot {
  readonly name: string;
  readonly help: string;
  readonly members: readonly string[];
  readonly untrusted: boolean;
}

/** A filter of `{{path | filter}}`. */
export interface ValueFilter {
  readonly name: string;
  readonly arguments: { readonly least: number; readonly most: number };
  readonly example: string;
  readonly help: string;
}

/** Every kind of node, in alphabetical order. */
export const nodeKinds = [
  "ask",
  "assign_agent",
  "business_hours",
  "buttons",
  "condition",
  "conversation",
  "cta_url",
  "delay",
  "end",
  "execute_function",
  "goto",
  "group",
  "handoff",
  "http_request",
  "list",
  "llm_reply",
  "location",
  "note",
  "send_message",
  "send_template",
  "send_wa_flow",
  "set_variable",
  "start",
  "sticky",
  "subflow",
  "switch",
  "typing",
  "update_contact",
  "wait_reply",
  "window_check"
] as const;

/** Every kind of trigger, in alphabetical order. */
export const triggerKinds = [
  "api",
  "button_payload",
  "contact_changed",
  "conversation",
  "location",
  "manual",
  "media",
  "message",
  "order",
  "reaction",
  "referral",
  "schedule",
  "status",
  "submission",
  "webhook"
] as const;

/** Handles without a part that the author names. */
export const handleWords = [
  "closed",
  "closing",
  "default",
  "delivered",
  "done",
  "error",
  "false",
  "handoff_unavailable",
  "http:2xx",
  "http:3xx",
  "http:4xx",
  "http:5xx",
  "invalid",
  "item",
  "limit",
  "media_rejected",
  "network",
  "next",
  "ok",
  "open",
  "opted_out",
  "order",
  "other",
  "read",
  "reply",
  "resumed",
  "returned",
  "send_failed",
  "sent",
  "submitted",
  "template_unavailable",
  "timeout",
  "true",
  "window_closed"
] as const;

/** Handles that end in an id the author chose begin so. */
export const handleFamilies = [
  "button:",
  "case:",
  "row:"
] as const;

/** Handles of failures: drawn small and red, under the node. */
export const failureHandles = [
  "error",
  "handoff_unavailable",
  "http:4xx",
  "http:5xx",
  "limit",
  "media_rejected",
  "network",
  "opted_out",
  "send_failed",
  "template_unavailable",
  "window_closed"
] as const;

/** The house's limits. */
export const flowLimits = {
  "configBytes": 65536,
  "guardrails": {
    "days_per_run": 30,
    "scope": "sprint",
    "steps_per_run": 500,
    "steps_per_sprint": 50,
    "subflow_levels": 8,
    "visits_per_node": 3
  },
  "nodes": 500,
  "schema": 1
} as const;

/** Palette, forms and exits. */
export const nodeCatalog: readonly NodeEntry[] = [
  {
    "exits": [
      {
        "handle": "reply",
        "help": "The answer is there.",
        "required": true
      },
      {
        "handle": "invalid",
        "help": "Still no answer after all repetitions.",
        "required": false
      },
      {
        "handle": "timeout",
        "help": "Nobody answered in time.",
        "required": false
      },
      {
        "handle": "opted_out",
        "help": "The customer asked for silence.",
        "required": false
      },
      {
        "handle": "send_failed",
        "help": "The message could not be sent.",
        "required": false
      },
      {
        "handle": "window_closed",
        "help": "The customer has not written in the last 24 hours.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "questions",
    "help": "Ask a question and wait for the answer. An answer that is none is asked for again.",
    "kind": "ask",
    "schema": {
      "$defs": {
        "Expected": {
          "description": "What counts as an answer.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "Any words.",
              "properties": {
                "max_length": {
                  "default": 0,
                  "description": "Most characters; 0 means any.",
                  "format": "uint",
                  "minimum": 0,
                  "type": "integer"
                },
                "min_length": {
                  "default": 0,
                  "description": "Fewest characters.",
                  "format": "uint",
                  "minimum": 0,
                  "type": "integer"
                },
                "type": {
                  "const": "text",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A number; `1.234,5` and `1,234.5` are both read.",
              "properties": {
                "max": {
                  "default": null,
                  "description": "Largest.",
                  "format": "double",
                  "type": [
                    "number",
                    "null"
                  ]
                },
                "min": {
                  "default": null,
                  "description": "Smallest.",
                  "format": "double",
                  "type": [
                    "number",
                    "null"
                  ]
                },
                "type": {
                  "const": "number",
                  "type": "string"
                },
                "whole": {
                  "default": false,
                  "description": "Without decimals.",
                  "type": "boolean"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A mail address.",
              "properties": {
                "type": {
                  "const": "email",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A phone number with its country code.",
              "properties": {
                "type": {
                  "const": "phone",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A day; remembered as `2026-11-22`.",
              "properties": {
                "not_past": {
                  "default": false,
                  "description": "Not before today.",
                  "type": "boolean"
                },
                "type": {
                  "const": "date",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Yes or no.",
              "properties": {
                "type": {
                  "const": "yes_no",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "One of these.",
              "properties": {
                "options": {
                  "description": "What may be answered.",
                  "items": {
                    "type": "string"
                  },
                  "type": "array"
                },
                "type": {
                  "const": "choice",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "options"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A web address.",
              "properties": {
                "type": {
                  "const": "url",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A file.",
              "properties": {
                "type": {
                  "const": "media",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A place.",
              "properties": {
                "type": {
                  "const": "location",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Words of a pattern, matched as a whole.",
              "properties": {
                "pattern": {
                  "description": "The pattern, of linear time.",
                  "type": "string"
                },
                "type": {
                  "const": "regex",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "pattern"
              ],
              "type": "object"
            }
          ]
        },
        "Reminder": {
          "additionalProperties": false,
          "description": "Asks again when nobody answers.",
          "properties": {
            "after_seconds": {
              "description": "How long after the question.",
              "format": "uint64",
              "maximum": 82800,
              "minimum": 60,
              "type": "integer",
              "x-ui": {
                "widget": "duration"
              }
            },
            "text": {
              "description": "What is said.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "after_seconds",
            "text"
          ],
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "answer": {
          "$ref": "#/$defs/Expected",
          "default": {
            "max_length": 0,
            "min_length": 0,
            "type": "text"
          },
          "description": "What counts as an answer."
        },
        "prompt": {
          "default": "",
          "description": "The question.",
          "maxLength": 4096,
          "type": "string",
          "x-ui": {
            "widget": "message"
          }
        },
        "reminder": {
          "anyOf": [
            {
              "$ref": "#/$defs/Reminder"
            },
            {
              "type": "null"
            }
          ],
          "description": "Asks again when nobody answers."
        },
        "retries": {
          "default": 0,
          "description": "How often it is asked again.",
          "format": "uint8",
          "maximum": 10,
          "minimum": 0,
          "type": "integer"
        },
        "retry_text": {
          "default": "",
          "description": "What is said then.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "save_to": {
          "default": "",
          "description": "Remember the answer.",
          "type": "string",
          "x-ui": {
            "widget": "variable"
          }
        },
        "save_to_field": {
          "default": "",
          "description": "Write it into a field of the contact too.",
          "type": "string",
          "x-ui": {
            "widget": "contact_field"
          }
        },
        "timeout_seconds": {
          "description": "How long to wait.",
          "format": "uint64",
          "minimum": 0,
          "type": [
            "integer",
            "null"
          ],
          "x-ui": {
            "widget": "duration"
          }
        }
      },
      "type": "object"
    },
    "title": "Ask",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": true,
      "waits": true
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "Somebody has it.",
        "required": true
      },
      {
        "handle": "handoff_unavailable",
        "help": "Nobody could take it.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "people",
    "help": "Choose who looks after the conversation. The flow goes on; use *Hand off* to stop it.",
    "kind": "assign_agent",
    "schema": {
      "$defs": {
        "AgentStrategy": {
          "description": "How an agent is chosen.",
          "oneOf": [
            {
              "const": "round_robin",
              "description": "Each in turn.",
              "type": "string"
            },
            {
              "const": "least_busy",
              "description": "Who has the fewest open conversations.",
              "type": "string"
            },
            {
              "const": "sticky",
              "description": "Who had this contact last, else each in turn.",
              "type": "string"
            }
          ]
        }
      },
      "additionalProperties": false,
      "properties": {
        "capacity": {
          "description": "Only who has fewer open conversations than this.",
          "format": "uint32",
          "minimum": 0,
          "type": [
            "integer",
            "null"
          ]
        },
        "online_only": {
          "default": false,
          "description": "Only who is online.",
          "type": "boolean"
        },
        "strategy": {
          "$ref": "#/$defs/AgentStrategy",
          "default": "round_robin",
          "description": "How one is chosen."
        },
        "team": {
          "description": "Somebody of a team.",
          "type": [
            "string",
            "null"
          ],
          "x-ui": {
            "widget": "team"
          }
        },
        "user": {
          "description": "One person.",
          "type": [
            "string",
            "null"
          ],
          "x-ui": {
            "widget": "member"
          }
        }
      },
      "type": "object"
    },
    "title": "Assign agent",
    "traits": {
      "asks": true,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "open",
        "help": "It is open now.",
        "required": true
      },
      {
        "handle": "closed",
        "help": "It is closed now.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "logic",
    "help": "Go one way while the business is open, and the other while it is closed.",
    "kind": "business_hours",
    "schema": {
      "$defs": {
        "Calendar": {
          "additionalProperties": false,
          "description": "When a business is open.",
          "properties": {
            "days": {
              "default": [],
              "description": "Days that are different, such as holidays.",
              "items": {
                "$ref": "#/$defs/SpecialDay"
              },
              "type": "array"
            },
            "time_zone": {
              "default": "",
              "description": "IANA name such as `Europe/Madrid`; empty means the workspace's.",
              "type": "string"
            },
            "week": {
              "default": [],
              "description": "When it is open in the week.",
              "items": {
                "$ref": "#/$defs/Opening"
              },
              "type": "array"
            }
          },
          "type": "object"
        },
        "Opening": {
          "additionalProperties": false,
          "description": "A stretch of the week.",
          "properties": {
            "day": {
              "description": "1 is Monday, 7 is Sunday.",
              "format": "uint8",
              "maximum": 7,
              "minimum": 1,
              "type": "integer"
            },
            "from": {
              "description": "`09:00`",
              "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
              "type": "string"
            },
            "to": {
              "description": "`18:00`; `00:00` is the end of the day, and an earlier hour than `from` is on the next day.",
              "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
              "type": "string"
            }
          },
          "required": [
            "day",
            "from",
            "to"
          ],
          "type": "object"
        },
        "SpecialDay": {
          "additionalProperties": false,
          "description": "A day that is different.",
          "properties": {
            "date": {
              "description": "`2026-12-25`",
              "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
              "type": "string"
            },
            "from": {
              "default": "",
              "description": "Open from and to; both empty means closed all day.",
              "type": "string"
            },
            "to": {
              "default": "",
              "description": "See `from`.",
              "type": "string"
            }
          },
          "required": [
            "date"
          ],
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "calendar": {
          "default": "",
          "description": "Which of the workspace's calendars; empty means its main one.",
          "type": "string",
          "x-ui": {
            "widget": "calendar_picker"
          }
        },
        "hours": {
          "anyOf": [
            {
              "$ref": "#/$defs/Calendar"
            },
            {
              "type": "null"
            }
          ],
          "description": "Hours of this flow's own instead."
        }
      },
      "type": "object"
    },
    "title": "Business hours",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "button:",
        "help": "This button was tapped, or its label written.",
        "required": true
      },
      {
        "handle": "other",
        "help": "Something else was written.",
        "required": false
      },
      {
        "handle": "invalid",
        "help": "Still none of the buttons after all repetitions.",
        "required": false
      },
      {
        "handle": "timeout",
        "help": "Nobody answered in time.",
        "required": false
      },
      {
        "handle": "opted_out",
        "help": "The customer asked for silence.",
        "required": false
      },
      {
        "handle": "send_failed",
        "help": "The message could not be sent.",
        "required": false
      },
      {
        "handle": "window_closed",
        "help": "The customer has not written in the last 24 hours.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "questions",
    "help": "Offer one to three buttons and wait for a tap.\n\nWhoever types a button's label instead of tapping it has chosen it too. Other words leave by `other` when a line leaves there; else the question is repeated.",
    "kind": "buttons",
    "schema": {
      "$defs": {
        "Choice": {
          "additionalProperties": false,
          "description": "A button or a row.",
          "properties": {
            "description": {
              "description": "Second line of a row, at most 72 characters.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            },
            "id": {
              "description": "Stable word of the exit.",
              "type": "string"
            },
            "title": {
              "description": "The label; at most 20 characters on a button, 24 on a row.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "id",
            "title"
          ],
          "type": "object"
        },
        "FromList": {
          "additionalProperties": false,
          "description": "Choices made from a list in a variable. All leave by the one exit `button:item` or `row:item`; the item is in `{{nodes.<name>.item}}`.",
          "properties": {
            "description": {
              "default": "",
              "description": "Member of an item that is its second line.",
              "type": "string"
            },
            "expression": {
              "description": "The list.",
              "maxLength": 4096,
              "type": "string",
              "x-ui": {
                "widget": "expression"
              }
            },
            "title": {
              "default": "",
              "description": "Member of an item that is its label; empty when the items are texts.",
              "type": "string"
            }
          },
          "required": [
            "expression"
          ],
          "type": "object"
        },
        "Header": {
          "description": "What stands on top of a message.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "Words, at most 60 characters.",
              "properties": {
                "text": {
                  "description": "The words.",
                  "type": "string",
                  "x-ui": {
                    "widget": "template"
                  }
                },
                "type": {
                  "const": "text",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "text"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A picture.",
              "properties": {
                "media": {
                  "$ref": "#/$defs/Media",
                  "description": "The file."
                },
                "type": {
                  "const": "image",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "media"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A film.",
              "properties": {
                "media": {
                  "$ref": "#/$defs/Media",
                  "description": "The file."
                },
                "type": {
                  "const": "video",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "media"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A document.",
              "properties": {
                "media": {
                  "$ref": "#/$defs/Media",
                  "description": "The file."
                },
                "type": {
                  "const": "document",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "media"
              ],
              "type": "object"
            }
          ]
        },
        "Media": {
          "additionalProperties": false,
          "description": "A file: one of the workspace's, or one at an address.",
          "properties": {
            "asset": {
              "description": "Id of a file of the workspace.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "media"
              }
            },
            "filename": {
              "description": "Name of a document on the phone.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            },
            "url": {
              "description": "Address of a file.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "type": "object"
        },
        "Reminder": {
          "additionalProperties": false,
          "description": "Asks again when nobody answers.",
          "properties": {
            "after_seconds": {
              "description": "How long after the question.",
              "format": "uint64",
              "maximum": 82800,
              "minimum": 60,
              "type": "integer",
              "x-ui": {
                "widget": "duration"
              }
            },
            "text": {
              "description": "What is said.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "after_seconds",
            "text"
          ],
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "body": {
          "default": "",
          "description": "The words, at most 1024 characters.",
          "maxLength": 1024,
          "type": "string",
          "x-ui": {
            "widget": "message"
          }
        },
        "buttons": {
          "default": [],
          "description": "The buttons.",
          "items": {
            "$ref": "#/$defs/Choice"
          },
          "maxItems": 3,
          "type": "array"
        },
        "footer": {
          "default": "",
          "description": "Small words below, at most 60 characters.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "from_list": {
          "anyOf": [
            {
              "$ref": "#/$defs/FromList"
            },
            {
              "type": "null"
            }
          ],
          "description": "Make the buttons from a list instead: its first three items."
        },
        "header": {
          "anyOf": [
            {
              "$ref": "#/$defs/Header"
            },
            {
              "type": "null"
            }
          ],
          "description": "What stands on top."
        },
        "reminder": {
          "anyOf": [
            {
              "$ref": "#/$defs/Reminder"
            },
            {
              "type": "null"
            }
          ],
          "description": "Asks again when nobody answers."
        },
        "retries": {
          "default": 0,
          "description": "How often the question is repeated when the answer is none of the buttons.",
          "format": "uint8",
          "maximum": 10,
          "minimum": 0,
          "type": "integer"
        },
        "retry_text": {
          "default": "",
          "description": "What is said then.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "save_to": {
          "default": "",
          "description": "Remember the label that was chosen.",
          "type": "string",
          "x-ui": {
            "widget": "variable"
          }
        },
        "timeout_seconds": {
          "description": "How long to wait.",
          "format": "uint64",
          "minimum": 0,
          "type": [
            "integer",
            "null"
          ],
          "x-ui": {
            "widget": "duration"
          }
        }
      },
      "type": "object"
    },
    "title": "Buttons",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": true,
      "waits": true
    }
  },
  {
    "exits": [
      {
        "handle": "true",
        "help": "It holds.",
        "required": true
      },
      {
        "handle": "false",
        "help": "It does not.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "logic",
    "help": "Go one way when the condition holds, and the other when not. What cannot be compared is an error, never \"no\".",
    "kind": "condition",
    "schema": {
      "$defs": {
        "Join": {
          "description": "How comparisons are joined.",
          "oneOf": [
            {
              "const": "all",
              "description": "Each must hold.",
              "type": "string"
            },
            {
              "const": "any",
              "description": "One must hold.",
              "type": "string"
            }
          ]
        },
        "Operator": {
          "description": "How two values are compared. Texts are compared whatever their case and accents.",
          "oneOf": [
            {
              "const": "equals",
              "description": "The same text or number.",
              "type": "string"
            },
            {
              "const": "not_equals",
              "description": "Another text or number.",
              "type": "string"
            },
            {
              "const": "contains",
              "description": "A part of the text, or an item of the list.",
              "type": "string"
            },
            {
              "const": "not_contains",
              "description": "Neither a part nor an item.",
              "type": "string"
            },
            {
              "const": "starts_with",
              "description": "The text begins so.",
              "type": "string"
            },
            {
              "const": "ends_with",
              "description": "The text ends so.",
              "type": "string"
            },
            {
              "const": "greater",
              "description": "A larger number.",
              "type": "string"
            },
            {
              "const": "greater_or_equal",
              "description": "A larger number, or the same.",
              "type": "string"
            },
            {
              "const": "less",
              "description": "A smaller number.",
              "type": "string"
            },
            {
              "const": "less_or_equal",
              "description": "A smaller number, or the same.",
              "type": "string"
            },
            {
              "const": "before",
              "description": "A day or moment before.",
              "type": "string"
            },
            {
              "const": "after",
              "description": "A day or moment after.",
              "type": "string"
            },
            {
              "const": "matches",
              "description": "A pattern fits the whole text.",
              "type": "string"
            },
            {
              "const": "is_empty",
              "description": "Nothing is there.",
              "type": "string"
            },
            {
              "const": "is_not_empty",
              "description": "Something is there.",
              "type": "string"
            }
          ]
        },
        "Rows": {
          "additionalProperties": false,
          "description": "Comparisons joined by all or any.",
          "properties": {
            "groups": {
              "default": [],
              "description": "Groups within.",
              "items": {
                "$ref": "#/$defs/Rows"
              },
              "type": "array"
            },
            "join": {
              "$ref": "#/$defs/Join",
              "default": "all",
              "description": "How they are joined."
            },
            "tests": {
              "default": [],
              "description": "The comparisons.",
              "items": {
                "$ref": "#/$defs/Test"
              },
              "type": "array"
            }
          },
          "type": "object"
        },
        "Test": {
          "additionalProperties": false,
          "description": "One comparison.",
          "properties": {
            "is": {
              "$ref": "#/$defs/Operator",
              "description": "How it is compared."
            },
            "left": {
              "description": "What is looked at.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            },
            "right": {
              "default": "",
              "description": "What it is compared with.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "left",
            "is"
          ],
          "type": "object"
        },
        "When": {
          "additionalProperties": false,
          "description": "A condition: either rows, or an expression.",
          "properties": {
            "expression": {
              "description": "A JMESPath expression over the scopes; whatever is empty is false.",
              "maxLength": 4096,
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "expression"
              }
            },
            "rows": {
              "anyOf": [
                {
                  "$ref": "#/$defs/Rows"
                },
                {
                  "type": "null"
                }
              ],
              "description": "Comparisons."
            }
          },
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "when": {
          "$ref": "#/$defs/When",
          "description": "The condition.",
          "x-ui": {
            "widget": "condition"
          }
        }
      },
      "required": [
        "when"
      ],
      "type": "object"
    },
    "title": "Condition",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "It is done.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "people",
    "help": "Open, close, put aside, prioritise or label the conversation.",
    "kind": "conversation",
    "schema": {
      "$defs": {
        "Priority": {
          "description": "How urgent a conversation is.",
          "oneOf": [
            {
              "const": "low",
              "description": "Can wait.",
              "type": "string"
            },
            {
              "const": "normal",
              "description": "As most.",
              "type": "string"
            },
            {
              "const": "high",
              "description": "Before others.",
              "type": "string"
            },
            {
              "const": "urgent",
              "description": "Now.",
              "type": "string"
            }
          ]
        }
      },
      "oneOf": [
        {
          "additionalProperties": false,
          "description": "Open it.",
          "properties": {
            "do": {
              "const": "open",
              "type": "string"
            }
          },
          "required": [
            "do"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "Close it.",
          "properties": {
            "do": {
              "const": "close",
              "type": "string"
            },
            "reason": {
              "default": "",
              "description": "Why.",
              "type": "string"
            }
          },
          "required": [
            "do"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "Put it aside for a while.",
          "properties": {
            "do": {
              "const": "snooze",
              "type": "string"
            },
            "seconds": {
              "description": "For how long.",
              "format": "uint64",
              "maximum": 2592000,
              "minimum": 60,
              "type": "integer",
              "x-ui": {
                "widget": "duration"
              }
            }
          },
          "required": [
            "do",
            "seconds"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "Say how urgent it is.",
          "properties": {
            "do": {
              "const": "prioritize",
              "type": "string"
            },
            "priority": {
              "$ref": "#/$defs/Priority",
              "description": "How urgent."
            }
          },
          "required": [
            "do",
            "priority"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "Label it.",
          "properties": {
            "add": {
              "default": [],
              "description": "Labels to add.",
              "items": {
                "type": "string"
              },
              "type": "array",
              "x-ui": {
                "widget": "tags"
              }
            },
            "do": {
              "const": "tag",
              "type": "string"
            },
            "remove": {
              "default": [],
              "description": "Labels to take off.",
              "items": {
                "type": "string"
              },
              "type": "array",
              "x-ui": {
                "widget": "tags"
              }
            }
          },
          "required": [
            "do"
          ],
          "type": "object"
        }
      ]
    },
    "title": "Conversation",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The message is on its way.",
        "required": true
      },
      {
        "handle": "opted_out",
        "help": "The customer asked for silence.",
        "required": false
      },
      {
        "handle": "send_failed",
        "help": "The message could not be sent.",
        "required": false
      },
      {
        "handle": "window_closed",
        "help": "The customer has not written in the last 24 hours.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "messages",
    "help": "Send words with a button that opens a web page. WhatsApp does not say whether it was tapped.",
    "kind": "cta_url",
    "schema": {
      "$defs": {
        "Header": {
          "description": "What stands on top of a message.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "Words, at most 60 characters.",
              "properties": {
                "text": {
                  "description": "The words.",
                  "type": "string",
                  "x-ui": {
                    "widget": "template"
                  }
                },
                "type": {
                  "const": "text",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "text"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A picture.",
              "properties": {
                "media": {
                  "$ref": "#/$defs/Media",
                  "description": "The file."
                },
                "type": {
                  "const": "image",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "media"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A film.",
              "properties": {
                "media": {
                  "$ref": "#/$defs/Media",
                  "description": "The file."
                },
                "type": {
                  "const": "video",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "media"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A document.",
              "properties": {
                "media": {
                  "$ref": "#/$defs/Media",
                  "description": "The file."
                },
                "type": {
                  "const": "document",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "media"
              ],
              "type": "object"
            }
          ]
        },
        "Media": {
          "additionalProperties": false,
          "description": "A file: one of the workspace's, or one at an address.",
          "properties": {
            "asset": {
              "description": "Id of a file of the workspace.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "media"
              }
            },
            "filename": {
              "description": "Name of a document on the phone.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            },
            "url": {
              "description": "Address of a file.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "body": {
          "default": "",
          "description": "The words, at most 1024 characters.",
          "maxLength": 1024,
          "type": "string",
          "x-ui": {
            "widget": "message"
          }
        },
        "footer": {
          "default": "",
          "description": "Small words below, at most 60 characters.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "header": {
          "anyOf": [
            {
              "$ref": "#/$defs/Header"
            },
            {
              "type": "null"
            }
          ],
          "description": "What stands on top."
        },
        "label": {
          "default": "",
          "description": "The button's label, at most 20 characters.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "url": {
          "default": "",
          "description": "The page. Values of the customer are encoded.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        }
      },
      "type": "object"
    },
    "title": "Link button",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": true,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The time is over.",
        "required": true
      },
      {
        "handle": "reply",
        "help": "The customer wrote before.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "logic",
    "help": "Pause the run, then carry on. The wait survives restarts.",
    "kind": "delay",
    "schema": {
      "$defs": {
        "Until": {
          "description": "How long a run pauses.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "So many seconds, at most 30 days.",
              "properties": {
                "seconds": {
                  "description": "How many.",
                  "format": "uint64",
                  "maximum": 2592000,
                  "minimum": 1,
                  "type": "integer",
                  "x-ui": {
                    "widget": "duration"
                  }
                },
                "type": {
                  "const": "duration",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "seconds"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Until a day or moment, at most 30 days away. When it is past, the run carries on at once.",
              "properties": {
                "at": {
                  "description": "`2026-12-24`, `2026-12-24T10:00:00Z`, or a value.",
                  "type": "string",
                  "x-ui": {
                    "widget": "template"
                  }
                },
                "type": {
                  "const": "date",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "at"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Until the business is open.",
              "properties": {
                "calendar": {
                  "default": "",
                  "description": "Which of the workspace's calendars; empty means its main one.",
                  "type": "string",
                  "x-ui": {
                    "widget": "calendar_picker"
                  }
                },
                "type": {
                  "const": "business_hours",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            }
          ]
        }
      },
      "additionalProperties": false,
      "properties": {
        "reply_ends_it": {
          "default": false,
          "description": "A reply of the customer ends the wait, and leaves by `reply`.",
          "type": "boolean"
        },
        "until": {
          "$ref": "#/$defs/Until",
          "description": "How long."
        }
      },
      "required": [
        "until"
      ],
      "type": "object"
    },
    "title": "Delay",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": true
    }
  },
  {
    "exits": [],
    "group": "logic",
    "help": "The flow ends here. A subflow goes back to the flow that called it.",
    "kind": "end",
    "schema": {
      "additionalProperties": false,
      "properties": {
        "close_conversation": {
          "default": false,
          "description": "Close the conversation too.",
          "type": "boolean"
        },
        "outcome": {
          "default": "",
          "description": "A word for how it ended, for statistics.",
          "type": "string"
        }
      },
      "type": "object"
    },
    "title": "End",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": true,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "It returned, and named no way of its own.",
        "required": true
      },
      {
        "handle": "case:",
        "help": "It returned this way.",
        "required": false
      },
      {
        "handle": "timeout",
        "help": "It did not return in time.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "connections",
    "help": "Run a function of the workspace and go the way it returns.\n\nWhat it returned is in `{{nodes.<name>.value}}`.",
    "kind": "execute_function",
    "schema": {
      "$defs": {
        "Pair": {
          "additionalProperties": false,
          "description": "A name and a value.",
          "properties": {
            "name": {
              "description": "The name.",
              "type": "string"
            },
            "value": {
              "description": "The value.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "name",
            "value"
          ],
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "cases": {
          "default": [],
          "description": "Ways it may return.",
          "items": {
            "type": "string"
          },
          "type": "array"
        },
        "function": {
          "default": "",
          "description": "The function.",
          "type": "string",
          "x-ui": {
            "widget": "function_picker"
          }
        },
        "inputs": {
          "default": [],
          "description": "What it is given.",
          "items": {
            "$ref": "#/$defs/Pair"
          },
          "type": "array"
        },
        "save_to": {
          "default": "",
          "description": "Remember what it returned.",
          "type": "string",
          "x-ui": {
            "widget": "variable"
          }
        },
        "timeout_seconds": {
          "description": "How long it may take, in seconds.",
          "format": "uint32",
          "maximum": 30,
          "minimum": 1,
          "type": [
            "integer",
            "null"
          ]
        },
        "version": {
          "default": "",
          "description": "Its version; empty means the published one.",
          "type": "string"
        }
      },
      "type": "object"
    },
    "title": "Function",
    "traits": {
      "asks": true,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "limit",
        "help": "This way was taken as often as it may.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "logic",
    "help": "Go on at another node, or in another flow for good.",
    "kind": "goto",
    "schema": {
      "$defs": {
        "FlowRef": {
          "additionalProperties": false,
          "description": "Which flow, and which of its versions; `draft` is the one being edited.",
          "properties": {
            "flow": {
              "description": "Id of the flow.",
              "type": "string"
            },
            "version": {
              "default": "",
              "description": "Its version; empty means the one published when the run gets there.",
              "type": "string"
            }
          },
          "required": [
            "flow"
          ],
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "flow": {
          "anyOf": [
            {
              "$ref": "#/$defs/FlowRef"
            },
            {
              "type": "null"
            }
          ],
          "description": "Another flow; without a version the published one. Variables of the same name go along.",
          "x-ui": {
            "widget": "flow_picker"
          }
        },
        "node": {
          "default": "",
          "description": "A node of this flow, by id.",
          "type": "string",
          "x-ui": {
            "widget": "node_picker"
          }
        },
        "times": {
          "description": "How often this way is taken between two messages of the customer; 3 at most.",
          "format": "uint32",
          "maximum": 3,
          "minimum": 1,
          "type": [
            "integer",
            "null"
          ]
        }
      },
      "type": "object"
    },
    "title": "Go to",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [],
    "group": "canvas",
    "help": "A frame around nodes on the canvas. It is never run.",
    "kind": "group",
    "schema": {
      "additionalProperties": false,
      "properties": {
        "color": {
          "default": "",
          "description": "Its colour.",
          "type": "string",
          "x-ui": {
            "widget": "color"
          }
        },
        "height": {
          "default": 0.0,
          "description": "Height on the canvas.",
          "format": "double",
          "type": "number"
        },
        "nodes": {
          "default": [],
          "description": "Ids of the nodes in it.",
          "items": {
            "type": "string"
          },
          "type": "array"
        },
        "title": {
          "default": "",
          "description": "Its title.",
          "type": "string"
        },
        "width": {
          "default": 0.0,
          "description": "Width on the canvas.",
          "format": "double",
          "type": "number"
        }
      },
      "type": "object"
    },
    "title": "Group",
    "traits": {
      "asks": false,
      "drawn_only": true,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "resumed",
        "help": "The conversation was given back.",
        "required": false
      },
      {
        "handle": "handoff_unavailable",
        "help": "Nobody is online.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "people",
    "help": "Hand the conversation over to people. Nothing automatic is said after that, until the conversation is given back.",
    "kind": "handoff",
    "schema": {
      "$defs": {
        "HandOffTo": {
          "description": "Who takes a conversation.",
          "oneOf": [
            {
              "const": "anyone",
              "description": "Whoever is free.",
              "type": "string"
            },
            {
              "additionalProperties": false,
              "description": "One user, by id.",
              "properties": {
                "user": {
                  "type": "string"
                }
              },
              "required": [
                "user"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "One team, by id.",
              "properties": {
                "team": {
                  "type": "string"
                }
              },
              "required": [
                "team"
              ],
              "type": "object"
            }
          ]
        },
        "Priority": {
          "description": "How urgent a conversation is.",
          "oneOf": [
            {
              "const": "low",
              "description": "Can wait.",
              "type": "string"
            },
            {
              "const": "normal",
              "description": "As most.",
              "type": "string"
            },
            {
              "const": "high",
              "description": "Before others.",
              "type": "string"
            },
            {
              "const": "urgent",
              "description": "Now.",
              "type": "string"
            }
          ]
        },
        "ResumePolicy": {
          "description": "When a run goes on after people had the conversation.",
          "oneOf": [
            {
              "const": "never",
              "description": "Never: the run is over.",
              "type": "string"
            },
            {
              "const": "after_close",
              "description": "When the conversation is closed or given back.",
              "type": "string"
            },
            {
              "additionalProperties": false,
              "description": "When it is closed or given back, or nobody wrote for so many minutes.",
              "properties": {
                "after_idle": {
                  "format": "uint32",
                  "minimum": 0,
                  "type": "integer"
                }
              },
              "required": [
                "after_idle"
              ],
              "type": "object"
            }
          ]
        }
      },
      "additionalProperties": false,
      "properties": {
        "message": {
          "default": "",
          "description": "What the customer is told.",
          "type": "string",
          "x-ui": {
            "widget": "message"
          }
        },
        "note": {
          "default": "",
          "description": "What the team is told.",
          "type": "string",
          "x-ui": {
            "widget": "long_text"
          }
        },
        "online_only": {
          "default": false,
          "description": "Hand it over only when somebody is online; else leave by `handoff_unavailable`.",
          "type": "boolean"
        },
        "priority": {
          "anyOf": [
            {
              "$ref": "#/$defs/Priority"
            },
            {
              "type": "null"
            }
          ],
          "description": "How urgent."
        },
        "resume": {
          "$ref": "#/$defs/ResumePolicy",
          "default": "never",
          "description": "When the flow goes on."
        },
        "to": {
          "$ref": "#/$defs/HandOffTo",
          "default": "anyone",
          "description": "Who takes it."
        }
      },
      "type": "object"
    },
    "title": "Hand off",
    "traits": {
      "asks": true,
      "drawn_only": false,
      "ends": true,
      "sends": false,
      "waits": true
    }
  },
  {
    "exits": [
      {
        "handle": "http:2xx",
        "help": "It worked.",
        "required": true
      },
      {
        "handle": "http:4xx",
        "help": "The other system refused, or sent elsewhere.",
        "required": false
      },
      {
        "handle": "http:5xx",
        "help": "The other system failed.",
        "required": false
      },
      {
        "handle": "network",
        "help": "There was no connection.",
        "required": false
      },
      {
        "handle": "timeout",
        "help": "There was no answer in time.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "connections",
    "help": "Send a request to another system and remember what it answers.\n\nThe answer is in `{{nodes.<name>.status}}`, `.body` and `.headers`. The request carries an `Idempotency-Key`, so that the other side can notice a repetition\nafter a crash. Values of the customer are encoded for where they stand; secrets are filled in at the last moment and shown nowhere.",
    "kind": "http_request",
    "schema": {
      "$defs": {
        "Body": {
          "description": "What is sent.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "Nothing.",
              "properties": {
                "type": {
                  "const": "none",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "JSON; its texts may hold values, and one `{{…}}` alone keeps its type.",
              "properties": {
                "json": {
                  "description": "The JSON.",
                  "x-ui": {
                    "widget": "json"
                  }
                },
                "type": {
                  "const": "json",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "json"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Fields of a form.",
              "properties": {
                "fields": {
                  "description": "The fields.",
                  "items": {
                    "$ref": "#/$defs/Pair"
                  },
                  "type": "array"
                },
                "type": {
                  "const": "form",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "fields"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Words.",
              "properties": {
                "text": {
                  "description": "The words.",
                  "type": "string",
                  "x-ui": {
                    "widget": "template"
                  }
                },
                "type": {
                  "const": "text",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "text"
              ],
              "type": "object"
            }
          ]
        },
        "Mapping": {
          "additionalProperties": false,
          "description": "A value of the answer and where it is remembered.",
          "properties": {
            "expression": {
              "description": "JMESPath on `{status, headers, body}`.",
              "maxLength": 4096,
              "type": "string",
              "x-ui": {
                "on": "response",
                "widget": "expression"
              }
            },
            "variable": {
              "description": "Name of the variable.",
              "type": "string",
              "x-ui": {
                "widget": "variable"
              }
            }
          },
          "required": [
            "variable",
            "expression"
          ],
          "type": "object"
        },
        "Method": {
          "description": "What is done.",
          "oneOf": [
            {
              "const": "GET",
              "description": "Read.",
              "type": "string"
            },
            {
              "const": "POST",
              "description": "Make.",
              "type": "string"
            },
            {
              "const": "PUT",
              "description": "Replace.",
              "type": "string"
            },
            {
              "const": "PATCH",
              "description": "Change.",
              "type": "string"
            },
            {
              "const": "DELETE",
              "description": "Remove.",
              "type": "string"
            }
          ]
        },
        "Mock": {
          "additionalProperties": false,
          "description": "What tests answer.",
          "properties": {
            "body": {
              "default": null,
              "description": "The body."
            },
            "status": {
              "description": "The status.",
              "format": "uint16",
              "maximum": 599,
              "minimum": 100,
              "type": "integer"
            }
          },
          "required": [
            "status"
          ],
          "type": "object"
        },
        "Pair": {
          "additionalProperties": false,
          "description": "A name and a value.",
          "properties": {
            "name": {
              "description": "The name.",
              "type": "string"
            },
            "value": {
              "description": "The value.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "name",
            "value"
          ],
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "body": {
          "$ref": "#/$defs/Body",
          "default": {
            "type": "none"
          },
          "description": "What is sent."
        },
        "headers": {
          "default": [],
          "description": "Headers.",
          "items": {
            "$ref": "#/$defs/Pair"
          },
          "type": "array"
        },
        "mapping": {
          "default": [],
          "description": "Values to remember from the answer.",
          "items": {
            "$ref": "#/$defs/Mapping"
          },
          "type": "array"
        },
        "method": {
          "$ref": "#/$defs/Method",
          "default": "GET",
          "description": "What is done."
        },
        "mock": {
          "anyOf": [
            {
              "$ref": "#/$defs/Mock"
            },
            {
              "type": "null"
            }
          ],
          "description": "What tests of the flow answer, unless they say otherwise."
        },
        "retries": {
          "default": 0,
          "description": "How often it is tried again after 429, 5xx and broken connections.",
          "format": "uint8",
          "maximum": 5,
          "minimum": 0,
          "type": "integer"
        },
        "timeout_seconds": {
          "description": "How long one try may take, in seconds.",
          "format": "uint32",
          "maximum": 30,
          "minimum": 1,
          "type": [
            "integer",
            "null"
          ]
        },
        "url": {
          "default": "",
          "description": "Where to.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        }
      },
      "type": "object"
    },
    "title": "HTTP request",
    "traits": {
      "asks": true,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "row:",
        "help": "This row was chosen, or its label written.",
        "required": true
      },
      {
        "handle": "other",
        "help": "Something else was written.",
        "required": false
      },
      {
        "handle": "invalid",
        "help": "Still none of the rows after all repetitions.",
        "required": false
      },
      {
        "handle": "timeout",
        "help": "Nobody answered in time.",
        "required": false
      },
      {
        "handle": "opted_out",
        "help": "The customer asked for silence.",
        "required": false
      },
      {
        "handle": "send_failed",
        "help": "The message could not be sent.",
        "required": false
      },
      {
        "handle": "window_closed",
        "help": "The customer has not written in the last 24 hours.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "questions",
    "help": "Offer rows behind one button, and wait for a choice.\n\nA list from a variable may be longer than WhatsApp's ten rows: it is shown page by page, with a row for more.",
    "kind": "list",
    "schema": {
      "$defs": {
        "Choice": {
          "additionalProperties": false,
          "description": "A button or a row.",
          "properties": {
            "description": {
              "description": "Second line of a row, at most 72 characters.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            },
            "id": {
              "description": "Stable word of the exit.",
              "type": "string"
            },
            "title": {
              "description": "The label; at most 20 characters on a button, 24 on a row.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "id",
            "title"
          ],
          "type": "object"
        },
        "FromList": {
          "additionalProperties": false,
          "description": "Choices made from a list in a variable. All leave by the one exit `button:item` or `row:item`; the item is in `{{nodes.<name>.item}}`.",
          "properties": {
            "description": {
              "default": "",
              "description": "Member of an item that is its second line.",
              "type": "string"
            },
            "expression": {
              "description": "The list.",
              "maxLength": 4096,
              "type": "string",
              "x-ui": {
                "widget": "expression"
              }
            },
            "title": {
              "default": "",
              "description": "Member of an item that is its label; empty when the items are texts.",
              "type": "string"
            }
          },
          "required": [
            "expression"
          ],
          "type": "object"
        },
        "Reminder": {
          "additionalProperties": false,
          "description": "Asks again when nobody answers.",
          "properties": {
            "after_seconds": {
              "description": "How long after the question.",
              "format": "uint64",
              "maximum": 82800,
              "minimum": 60,
              "type": "integer",
              "x-ui": {
                "widget": "duration"
              }
            },
            "text": {
              "description": "What is said.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "after_seconds",
            "text"
          ],
          "type": "object"
        },
        "Section": {
          "additionalProperties": false,
          "description": "A group of rows.",
          "properties": {
            "rows": {
              "default": [],
              "description": "Its rows.",
              "items": {
                "$ref": "#/$defs/Choice"
              },
              "type": "array"
            },
            "title": {
              "default": "",
              "description": "Its title, at most 24 characters; needed when there are several.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "body": {
          "default": "",
          "description": "The words.",
          "maxLength": 4096,
          "type": "string",
          "x-ui": {
            "widget": "message"
          }
        },
        "button": {
          "default": "",
          "description": "The label that opens the list, at most 20 characters.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "footer": {
          "default": "",
          "description": "Small words below, at most 60 characters.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "from_list": {
          "anyOf": [
            {
              "$ref": "#/$defs/FromList"
            },
            {
              "type": "null"
            }
          ],
          "description": "Make the rows from a list instead."
        },
        "header": {
          "default": "",
          "description": "Words on top, at most 60 characters.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "reminder": {
          "anyOf": [
            {
              "$ref": "#/$defs/Reminder"
            },
            {
              "type": "null"
            }
          ],
          "description": "Asks again when nobody answers."
        },
        "retries": {
          "default": 0,
          "description": "How often the question is repeated when the answer is none of the rows.",
          "format": "uint8",
          "maximum": 10,
          "minimum": 0,
          "type": "integer"
        },
        "retry_text": {
          "default": "",
          "description": "What is said then.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "save_to": {
          "default": "",
          "description": "Remember the label that was chosen.",
          "type": "string",
          "x-ui": {
            "widget": "variable"
          }
        },
        "sections": {
          "default": [],
          "description": "Groups of rows; ten rows at most in all.",
          "items": {
            "$ref": "#/$defs/Section"
          },
          "type": "array"
        },
        "timeout_seconds": {
          "description": "How long to wait.",
          "format": "uint64",
          "minimum": 0,
          "type": [
            "integer",
            "null"
          ],
          "x-ui": {
            "widget": "duration"
          }
        }
      },
      "type": "object"
    },
    "title": "List",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": true,
      "waits": true
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The answer is on its way.",
        "required": true
      },
      {
        "handle": "timeout",
        "help": "It did not answer in time.",
        "required": false
      },
      {
        "handle": "opted_out",
        "help": "The customer asked for silence.",
        "required": false
      },
      {
        "handle": "send_failed",
        "help": "The message could not be sent.",
        "required": false
      },
      {
        "handle": "window_closed",
        "help": "The customer has not written in the last 24 hours.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "connections",
    "help": "Let a language model write the answer and send it.\n\nThe connection says which model it is: any with OpenAI's interface, Anthropic, Ollama, or an AnythingLLM workspace. What it writes is text for the customer and\nnothing else: it chooses no way, no address and no expression.",
    "kind": "llm_reply",
    "schema": {
      "additionalProperties": false,
      "properties": {
        "connection": {
          "default": "",
          "description": "The workspace's connection.",
          "type": "string",
          "x-ui": {
            "widget": "llm_picker"
          }
        },
        "max_cost_micros": {
          "description": "Most one answer may cost, in millionths.",
          "format": "uint64",
          "minimum": 0,
          "type": [
            "integer",
            "null"
          ]
        },
        "max_tokens": {
          "default": 512,
          "description": "Most tokens it writes.",
          "format": "uint32",
          "maximum": 4096,
          "minimum": 16,
          "type": "integer"
        },
        "memory_messages": {
          "default": 10,
          "description": "How many of the conversation's last messages it sees.",
          "format": "uint8",
          "maximum": 50,
          "minimum": 0,
          "type": "integer"
        },
        "model": {
          "default": "",
          "description": "Another model of the connection.",
          "type": "string"
        },
        "prompt": {
          "default": "{{message.text}}",
          "description": "What it is asked.",
          "type": "string",
          "x-ui": {
            "widget": "long_text"
          }
        },
        "save_to": {
          "default": "",
          "description": "Remember what it wrote.",
          "type": "string",
          "x-ui": {
            "widget": "variable"
          }
        },
        "silent": {
          "default": false,
          "description": "Only remember it, send nothing.",
          "type": "boolean"
        },
        "system": {
          "default": "",
          "description": "What it is told to be.",
          "type": "string",
          "x-ui": {
            "widget": "long_text"
          }
        },
        "timeout_seconds": {
          "default": 30,
          "description": "How long it may take, in seconds.",
          "format": "uint32",
          "maximum": 120,
          "minimum": 1,
          "type": "integer"
        }
      },
      "type": "object"
    },
    "title": "AI reply",
    "traits": {
      "asks": true,
      "drawn_only": false,
      "ends": false,
      "sends": true,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The place is on its way.",
        "required": false
      },
      {
        "handle": "reply",
        "help": "The customer shared a place.",
        "required": false
      },
      {
        "handle": "other",
        "help": "The customer wrote something else.",
        "required": false
      },
      {
        "handle": "timeout",
        "help": "Nobody answered in time.",
        "required": false
      },
      {
        "handle": "opted_out",
        "help": "The customer asked for silence.",
        "required": false
      },
      {
        "handle": "send_failed",
        "help": "The message could not be sent.",
        "required": false
      },
      {
        "handle": "window_closed",
        "help": "The customer has not written in the last 24 hours.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "messages",
    "help": "Send a place on the map, or ask the customer to share theirs.",
    "kind": "location",
    "schema": {
      "oneOf": [
        {
          "additionalProperties": false,
          "description": "Send a place.",
          "properties": {
            "address": {
              "default": "",
              "description": "Its address; shown only with a name.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            },
            "do": {
              "const": "send",
              "type": "string"
            },
            "latitude": {
              "description": "Degrees north.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            },
            "longitude": {
              "description": "Degrees east.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            },
            "name": {
              "default": "",
              "description": "What it is called.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "do",
            "latitude",
            "longitude"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "Ask for the customer's place and wait.",
          "properties": {
            "body": {
              "description": "The words, at most 1024 characters.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            },
            "do": {
              "const": "request",
              "type": "string"
            },
            "save_to": {
              "default": "",
              "description": "Remember it, as an object with `latitude` and `longitude`.",
              "type": "string",
              "x-ui": {
                "widget": "variable"
              }
            },
            "timeout_seconds": {
              "description": "How long to wait.",
              "format": "uint64",
              "minimum": 0,
              "type": [
                "integer",
                "null"
              ],
              "x-ui": {
                "widget": "duration"
              }
            }
          },
          "required": [
            "do",
            "body"
          ],
          "type": "object"
        }
      ]
    },
    "title": "Location",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": true,
      "waits": true
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The note is written.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "people",
    "help": "Write an internal note. The customer never sees it.",
    "kind": "note",
    "schema": {
      "additionalProperties": false,
      "properties": {
        "mentions": {
          "default": [],
          "description": "Who is told.",
          "items": {
            "type": "string"
          },
          "type": "array",
          "x-ui": {
            "widget": "members"
          }
        },
        "text": {
          "default": "",
          "description": "The words.",
          "type": "string",
          "x-ui": {
            "widget": "long_text"
          }
        }
      },
      "type": "object"
    },
    "title": "Note",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The message is on its way.",
        "required": true
      },
      {
        "handle": "media_rejected",
        "help": "The file cannot be sent.",
        "required": false
      },
      {
        "handle": "opted_out",
        "help": "The customer asked for silence.",
        "required": false
      },
      {
        "handle": "send_failed",
        "help": "The message could not be sent.",
        "required": false
      },
      {
        "handle": "window_closed",
        "help": "The customer has not written in the last 24 hours.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "messages",
    "help": "Send words, or a file with a caption.",
    "kind": "send_message",
    "schema": {
      "$defs": {
        "Attachment": {
          "additionalProperties": false,
          "description": "A file and what sort it is.",
          "properties": {
            "file": {
              "$ref": "#/$defs/Media",
              "description": "The file."
            },
            "kind": {
              "$ref": "#/$defs/MediaKind",
              "description": "What sort of file."
            }
          },
          "required": [
            "kind",
            "file"
          ],
          "type": "object"
        },
        "Media": {
          "additionalProperties": false,
          "description": "A file: one of the workspace's, or one at an address.",
          "properties": {
            "asset": {
              "description": "Id of a file of the workspace.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "media"
              }
            },
            "filename": {
              "description": "Name of a document on the phone.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            },
            "url": {
              "description": "Address of a file.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "type": "object"
        },
        "MediaKind": {
          "description": "What sort of file.",
          "oneOf": [
            {
              "const": "image",
              "description": "A picture.",
              "type": "string"
            },
            {
              "const": "video",
              "description": "A film.",
              "type": "string"
            },
            {
              "const": "audio",
              "description": "Sound.",
              "type": "string"
            },
            {
              "const": "voice",
              "description": "A voice note.",
              "type": "string"
            },
            {
              "const": "document",
              "description": "Any other file.",
              "type": "string"
            },
            {
              "const": "sticker",
              "description": "A sticker.",
              "type": "string"
            }
          ]
        }
      },
      "additionalProperties": false,
      "properties": {
        "media": {
          "anyOf": [
            {
              "$ref": "#/$defs/Attachment"
            },
            {
              "type": "null"
            }
          ],
          "description": "A file to send."
        },
        "preview": {
          "default": false,
          "description": "Show a preview of the first link in the words.",
          "type": "boolean"
        },
        "quote": {
          "default": false,
          "description": "Quote the customer's last message.",
          "type": "boolean"
        },
        "text": {
          "default": "",
          "description": "The words, or the caption of the file. WhatsApp's `*bold*` and `_italic_` work.",
          "maxLength": 4096,
          "type": "string",
          "x-ui": {
            "widget": "message"
          }
        }
      },
      "type": "object"
    },
    "title": "Send message",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": true,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "It was sent, or what it waits for happened.",
        "required": true
      },
      {
        "handle": "button:",
        "help": "A quick reply was tapped, by its place from 0.",
        "required": false
      },
      {
        "handle": "timeout",
        "help": "What it waits for did not happen in time.",
        "required": false
      },
      {
        "handle": "template_unavailable",
        "help": "No language of the template can be sent now.",
        "required": false
      },
      {
        "handle": "media_rejected",
        "help": "The header's file cannot be sent.",
        "required": false
      },
      {
        "handle": "opted_out",
        "help": "The customer asked for silence.",
        "required": false
      },
      {
        "handle": "send_failed",
        "help": "The message could not be sent.",
        "required": false
      },
      {
        "handle": "window_closed",
        "help": "The customer has not written in the last 24 hours.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "messages",
    "help": "Send an approved template, also when the customer has not written in the last 24 hours.\n\nThe first language of the chain in which the template can be sent is taken; `contact` stands for the contact's own language.",
    "kind": "send_template",
    "schema": {
      "$defs": {
        "ButtonKind": {
          "description": "What sort of button has a value.",
          "oneOf": [
            {
              "const": "quick_reply",
              "description": "Its tap comes back and leaves by `button:<index>`.",
              "type": "string"
            },
            {
              "const": "url",
              "description": "Opens an address.",
              "type": "string"
            },
            {
              "const": "copy_code",
              "description": "Copies a code.",
              "type": "string"
            }
          ]
        },
        "ButtonValue": {
          "additionalProperties": false,
          "description": "The value of a button.",
          "properties": {
            "index": {
              "description": "Which button, from 0.",
              "format": "uint8",
              "maximum": 9,
              "minimum": 0,
              "type": "integer"
            },
            "kind": {
              "$ref": "#/$defs/ButtonKind",
              "description": "What sort of button."
            },
            "value": {
              "default": "",
              "description": "The end of an address, or the code to copy; of a quick reply nothing.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "index",
            "kind"
          ],
          "type": "object"
        },
        "HeaderFile": {
          "additionalProperties": false,
          "description": "The file of a template's header.",
          "properties": {
            "file": {
              "$ref": "#/$defs/Media",
              "description": "The file."
            },
            "kind": {
              "$ref": "#/$defs/HeaderKind",
              "description": "What sort of file."
            }
          },
          "required": [
            "kind",
            "file"
          ],
          "type": "object"
        },
        "HeaderKind": {
          "description": "What sort of file a template's header takes.",
          "oneOf": [
            {
              "const": "image",
              "description": "A picture.",
              "type": "string"
            },
            {
              "const": "video",
              "description": "A film.",
              "type": "string"
            },
            {
              "const": "document",
              "description": "A document.",
              "type": "string"
            }
          ]
        },
        "Media": {
          "additionalProperties": false,
          "description": "A file: one of the workspace's, or one at an address.",
          "properties": {
            "asset": {
              "description": "Id of a file of the workspace.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "media"
              }
            },
            "filename": {
              "description": "Name of a document on the phone.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            },
            "url": {
              "description": "Address of a file.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "type": "object"
        },
        "TemplateValue": {
          "additionalProperties": false,
          "description": "A value for the text.",
          "properties": {
            "name": {
              "description": "Name of the place, for templates with named places.",
              "type": [
                "string",
                "null"
              ]
            },
            "value": {
              "description": "The value; it must not be empty, Meta refuses that.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "value"
          ],
          "type": "object"
        },
        "Unavailable": {
          "description": "What is done when no language can be sent.",
          "oneOf": [
            {
              "const": "fail",
              "description": "Leave by `template_unavailable`.",
              "type": "string"
            },
            {
              "const": "skip",
              "description": "Send nothing and carry on.",
              "type": "string"
            }
          ]
        },
        "WaitFor": {
          "description": "What the run waits for after sending.",
          "oneOf": [
            {
              "const": "none",
              "description": "Nothing.",
              "type": "string"
            },
            {
              "const": "delivered",
              "description": "The phone has it.",
              "type": "string"
            },
            {
              "const": "read",
              "description": "It was seen.",
              "type": "string"
            },
            {
              "const": "reply",
              "description": "The customer answered.",
              "type": "string"
            }
          ]
        }
      },
      "additionalProperties": false,
      "properties": {
        "body": {
          "default": [],
          "description": "Values of the text, in order, or by name.",
          "items": {
            "$ref": "#/$defs/TemplateValue"
          },
          "type": "array"
        },
        "buttons": {
          "default": [],
          "description": "Values of buttons.",
          "items": {
            "$ref": "#/$defs/ButtonValue"
          },
          "type": "array"
        },
        "header_media": {
          "anyOf": [
            {
              "$ref": "#/$defs/HeaderFile"
            },
            {
              "type": "null"
            }
          ],
          "description": "File of a header."
        },
        "header_text": {
          "description": "Value of a text header.",
          "type": [
            "string",
            "null"
          ],
          "x-ui": {
            "widget": "template"
          }
        },
        "languages": {
          "default": [],
          "description": "Languages in the order they are tried, such as `contact`, `en_US`.",
          "items": {
            "type": "string"
          },
          "type": "array"
        },
        "template": {
          "default": "",
          "description": "The template's name.",
          "type": "string",
          "x-ui": {
            "widget": "template_picker"
          }
        },
        "timeout_seconds": {
          "description": "How long it waits.",
          "format": "uint64",
          "minimum": 0,
          "type": [
            "integer",
            "null"
          ],
          "x-ui": {
            "widget": "duration"
          }
        },
        "unavailable": {
          "$ref": "#/$defs/Unavailable",
          "default": "fail",
          "description": "What is done when no language can be sent."
        },
        "wait_for": {
          "$ref": "#/$defs/WaitFor",
          "default": "none",
          "description": "What the run waits for."
        }
      },
      "type": "object"
    },
    "title": "Send template",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": true,
      "waits": true
    }
  },
  {
    "exits": [
      {
        "handle": "submitted",
        "help": "The form was filled in.",
        "required": true
      },
      {
        "handle": "closed",
        "help": "The form was put aside, or its time is over.",
        "required": false
      },
      {
        "handle": "other",
        "help": "The customer wrote instead.",
        "required": false
      },
      {
        "handle": "timeout",
        "help": "Nobody answered in time.",
        "required": false
      },
      {
        "handle": "opted_out",
        "help": "The customer asked for silence.",
        "required": false
      },
      {
        "handle": "send_failed",
        "help": "The message could not be sent.",
        "required": false
      },
      {
        "handle": "window_closed",
        "help": "The customer has not written in the last 24 hours.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "questions",
    "help": "Send a WA Flow, Meta's native form, and wait for it to be filled in.\n\nThe answers are in `{{nodes.<name>}}` and, when you name one, in a variable.",
    "kind": "send_wa_flow",
    "schema": {
      "$defs": {
        "First": {
          "description": "How the first screen comes.",
          "oneOf": [
            {
              "const": "navigate",
              "description": "As it is, with the prefill.",
              "type": "string"
            },
            {
              "const": "data_exchange",
              "description": "Our server makes it.",
              "type": "string"
            }
          ]
        },
        "Header": {
          "description": "What stands on top of a message.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "Words, at most 60 characters.",
              "properties": {
                "text": {
                  "description": "The words.",
                  "type": "string",
                  "x-ui": {
                    "widget": "template"
                  }
                },
                "type": {
                  "const": "text",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "text"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A picture.",
              "properties": {
                "media": {
                  "$ref": "#/$defs/Media",
                  "description": "The file."
                },
                "type": {
                  "const": "image",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "media"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A film.",
              "properties": {
                "media": {
                  "$ref": "#/$defs/Media",
                  "description": "The file."
                },
                "type": {
                  "const": "video",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "media"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A document.",
              "properties": {
                "media": {
                  "$ref": "#/$defs/Media",
                  "description": "The file."
                },
                "type": {
                  "const": "document",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "media"
              ],
              "type": "object"
            }
          ]
        },
        "Media": {
          "additionalProperties": false,
          "description": "A file: one of the workspace's, or one at an address.",
          "properties": {
            "asset": {
              "description": "Id of a file of the workspace.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "media"
              }
            },
            "filename": {
              "description": "Name of a document on the phone.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            },
            "url": {
              "description": "Address of a file.",
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "body": {
          "default": "",
          "description": "The words, at most 1024 characters.",
          "maxLength": 1024,
          "type": "string",
          "x-ui": {
            "widget": "message"
          }
        },
        "first": {
          "$ref": "#/$defs/First",
          "default": "navigate",
          "description": "How the first screen comes: as it is, or from our server."
        },
        "footer": {
          "default": "",
          "description": "Small words below, at most 60 characters.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "header": {
          "anyOf": [
            {
              "$ref": "#/$defs/Header"
            },
            {
              "type": "null"
            }
          ],
          "description": "What stands on top."
        },
        "label": {
          "default": "",
          "description": "The button's label, at most 30 characters.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "prefill": {
          "description": "What the first screen is filled with; texts may hold values.",
          "x-ui": {
            "widget": "json"
          }
        },
        "save_to": {
          "default": "",
          "description": "Remember the answers, as an object.",
          "type": "string",
          "x-ui": {
            "widget": "variable"
          }
        },
        "screen": {
          "default": "",
          "description": "The first screen.",
          "type": "string"
        },
        "timeout_seconds": {
          "description": "How long to wait.",
          "format": "uint64",
          "minimum": 0,
          "type": [
            "integer",
            "null"
          ],
          "x-ui": {
            "widget": "duration"
          }
        },
        "token_seconds": {
          "description": "How long the form can be sent in.",
          "format": "uint64",
          "maximum": 2592000,
          "minimum": 60,
          "type": [
            "integer",
            "null"
          ],
          "x-ui": {
            "widget": "duration"
          }
        },
        "wa_flow": {
          "default": "",
          "description": "The WA Flow.",
          "type": "string",
          "x-ui": {
            "widget": "wa_flow_picker"
          }
        }
      },
      "type": "object"
    },
    "title": "Send WA Flow",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": true,
      "waits": true
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The values are remembered.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "data",
    "help": "Remember values, one after the other.",
    "kind": "set_variable",
    "schema": {
      "$defs": {
        "Assignment": {
          "additionalProperties": false,
          "description": "One value and where it comes from.",
          "properties": {
            "to": {
              "$ref": "#/$defs/To",
              "description": "Where the value comes from."
            },
            "variable": {
              "description": "Name of the variable; dots reach into objects.",
              "type": "string",
              "x-ui": {
                "widget": "variable"
              }
            }
          },
          "required": [
            "variable",
            "to"
          ],
          "type": "object"
        },
        "ParseAs": {
          "description": "What words are read as.",
          "oneOf": [
            {
              "const": "json",
              "description": "JSON.",
              "type": "string"
            },
            {
              "const": "number",
              "description": "A number.",
              "type": "string"
            },
            {
              "const": "boolean",
              "description": "Yes or no.",
              "type": "string"
            },
            {
              "const": "date",
              "description": "A day or moment.",
              "type": "string"
            }
          ]
        },
        "To": {
          "description": "Where a value comes from.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "A fixed value.",
              "properties": {
                "type": {
                  "const": "value",
                  "type": "string"
                },
                "value": {
                  "description": "The value."
                }
              },
              "required": [
                "type",
                "value"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Words with values in them; one `{{…}}` alone keeps its type.",
              "properties": {
                "template": {
                  "description": "The words.",
                  "type": "string",
                  "x-ui": {
                    "widget": "template"
                  }
                },
                "type": {
                  "const": "template",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "template"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A JMESPath expression over the scopes.",
              "properties": {
                "expression": {
                  "description": "The expression.",
                  "maxLength": 4096,
                  "type": "string",
                  "x-ui": {
                    "widget": "expression"
                  }
                },
                "type": {
                  "const": "expression",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "expression"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "One more item at the end of a list.",
              "properties": {
                "template": {
                  "description": "The item.",
                  "type": "string",
                  "x-ui": {
                    "widget": "template"
                  }
                },
                "type": {
                  "const": "append",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "template"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A number larger by so much.",
              "properties": {
                "by": {
                  "description": "By how much; less than 0 makes it smaller.",
                  "format": "double",
                  "type": "number"
                },
                "type": {
                  "const": "increment",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "by"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A whole number by chance.",
              "properties": {
                "from": {
                  "description": "Smallest.",
                  "format": "int64",
                  "type": "integer"
                },
                "to": {
                  "description": "Largest.",
                  "format": "int64",
                  "type": "integer"
                },
                "type": {
                  "const": "random",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "from",
                "to"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The moment of the step.",
              "properties": {
                "type": {
                  "const": "now",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Words read as another type.",
              "properties": {
                "kind": {
                  "$ref": "#/$defs/ParseAs",
                  "description": "The type."
                },
                "template": {
                  "description": "The words.",
                  "type": "string",
                  "x-ui": {
                    "widget": "template"
                  }
                },
                "type": {
                  "const": "parse",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "template",
                "kind"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Nothing.",
              "properties": {
                "type": {
                  "const": "clear",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            }
          ]
        }
      },
      "additionalProperties": false,
      "properties": {
        "assignments": {
          "description": "What is remembered.",
          "items": {
            "$ref": "#/$defs/Assignment"
          },
          "type": "array"
        }
      },
      "required": [
        "assignments"
      ],
      "type": "object"
    },
    "title": "Set variable",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The run begins.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "logic",
    "help": "Where a run begins: what starts the flow, and for whom.\n\nEvery flow has exactly one. A subflow needs no triggers: it begins here when it is called.",
    "kind": "start",
    "schema": {
      "$defs": {
        "Audience": {
          "additionalProperties": false,
          "description": "Which contacts.",
          "properties": {
            "any_tag": {
              "default": [],
              "description": "With one of these labels; none named means all.",
              "items": {
                "type": "string"
              },
              "type": "array"
            },
            "no_tag": {
              "default": [],
              "description": "With none of these.",
              "items": {
                "type": "string"
              },
              "type": "array"
            },
            "only_when": {
              "anyOf": [
                {
                  "$ref": "#/$defs/When"
                },
                {
                  "type": "null"
                }
              ],
              "description": "And for whom this holds."
            }
          },
          "type": "object"
        },
        "ContactWatch": {
          "description": "What must change about the contact.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "A field.",
              "properties": {
                "name": {
                  "description": "Which.",
                  "type": "string"
                },
                "to": {
                  "default": null,
                  "description": "Only to this value; nothing means any."
                },
                "what": {
                  "const": "field",
                  "type": "string"
                }
              },
              "required": [
                "what",
                "name"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "What the contact allows.",
              "properties": {
                "allowed": {
                  "description": "Only when allowed, or only when forbidden.",
                  "type": "boolean"
                },
                "what": {
                  "const": "opt_in",
                  "type": "string"
                }
              },
              "required": [
                "what",
                "allowed"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A label is added.",
              "properties": {
                "tag": {
                  "description": "Its name.",
                  "type": "string"
                },
                "what": {
                  "const": "tag_added",
                  "type": "string"
                }
              },
              "required": [
                "what",
                "tag"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A label is taken off.",
              "properties": {
                "tag": {
                  "description": "Its name.",
                  "type": "string"
                },
                "what": {
                  "const": "tag_removed",
                  "type": "string"
                }
              },
              "required": [
                "what",
                "tag"
              ],
              "type": "object"
            }
          ]
        },
        "ConversationWatch": {
          "description": "What must happen to the conversation.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "It is opened.",
              "properties": {
                "what": {
                  "const": "opened",
                  "type": "string"
                }
              },
              "required": [
                "what"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "It is closed.",
              "properties": {
                "what": {
                  "const": "closed",
                  "type": "string"
                }
              },
              "required": [
                "what"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "It is given to somebody.",
              "properties": {
                "user": {
                  "default": "",
                  "description": "Only to this user; empty means any.",
                  "type": "string"
                },
                "what": {
                  "const": "assigned",
                  "type": "string"
                }
              },
              "required": [
                "what"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Nobody writes for so long.",
              "properties": {
                "minutes": {
                  "description": "How long.",
                  "format": "uint32",
                  "maximum": 43200,
                  "minimum": 1,
                  "type": "integer"
                },
                "what": {
                  "const": "idle",
                  "type": "string"
                }
              },
              "required": [
                "what",
                "minutes"
              ],
              "type": "object"
            }
          ]
        },
        "Join": {
          "description": "How comparisons are joined.",
          "oneOf": [
            {
              "const": "all",
              "description": "Each must hold.",
              "type": "string"
            },
            {
              "const": "any",
              "description": "One must hold.",
              "type": "string"
            }
          ]
        },
        "MessageMatch": {
          "description": "What must be written, or when. Words are compared whatever their case and accents.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "Every message.",
              "properties": {
                "by": {
                  "const": "any",
                  "type": "string"
                }
              },
              "required": [
                "by"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The message is one of these.",
              "properties": {
                "by": {
                  "const": "exact",
                  "type": "string"
                },
                "words": {
                  "description": "The words.",
                  "items": {
                    "type": "string"
                  },
                  "type": "array"
                }
              },
              "required": [
                "by",
                "words"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "One of these is somewhere in it.",
              "properties": {
                "by": {
                  "const": "contains",
                  "type": "string"
                },
                "words": {
                  "description": "The words.",
                  "items": {
                    "type": "string"
                  },
                  "type": "array"
                }
              },
              "required": [
                "by",
                "words"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "It begins with one of these.",
              "properties": {
                "by": {
                  "const": "starts",
                  "type": "string"
                },
                "words": {
                  "description": "The words.",
                  "items": {
                    "type": "string"
                  },
                  "type": "array"
                }
              },
              "required": [
                "by",
                "words"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "One of these is in it as a whole word.",
              "properties": {
                "by": {
                  "const": "word",
                  "type": "string"
                },
                "words": {
                  "description": "The words.",
                  "items": {
                    "type": "string"
                  },
                  "type": "array"
                }
              },
              "required": [
                "by",
                "words"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A pattern is found in it. It takes time in proportion to the text, whatever the pattern.",
              "properties": {
                "by": {
                  "const": "regex",
                  "type": "string"
                },
                "pattern": {
                  "description": "The pattern.",
                  "type": "string"
                }
              },
              "required": [
                "by",
                "pattern"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The customer's first message ever.",
              "properties": {
                "by": {
                  "const": "first",
                  "type": "string"
                }
              },
              "required": [
                "by"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The customer's first message in so many days.",
              "properties": {
                "by": {
                  "const": "first_in_days",
                  "type": "string"
                },
                "days": {
                  "description": "How many.",
                  "format": "uint32",
                  "maximum": 365,
                  "minimum": 1,
                  "type": "integer"
                }
              },
              "required": [
                "by",
                "days"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "It comes while the business is closed.",
              "properties": {
                "by": {
                  "const": "outside_hours",
                  "type": "string"
                },
                "calendar": {
                  "default": "",
                  "description": "Which of the workspace's calendars; empty means its main one.",
                  "type": "string",
                  "x-ui": {
                    "widget": "calendar_picker"
                  }
                }
              },
              "required": [
                "by"
              ],
              "type": "object"
            }
          ]
        },
        "Operator": {
          "description": "How two values are compared. Texts are compared whatever their case and accents.",
          "oneOf": [
            {
              "const": "equals",
              "description": "The same text or number.",
              "type": "string"
            },
            {
              "const": "not_equals",
              "description": "Another text or number.",
              "type": "string"
            },
            {
              "const": "contains",
              "description": "A part of the text, or an item of the list.",
              "type": "string"
            },
            {
              "const": "not_contains",
              "description": "Neither a part nor an item.",
              "type": "string"
            },
            {
              "const": "starts_with",
              "description": "The text begins so.",
              "type": "string"
            },
            {
              "const": "ends_with",
              "description": "The text ends so.",
              "type": "string"
            },
            {
              "const": "greater",
              "description": "A larger number.",
              "type": "string"
            },
            {
              "const": "greater_or_equal",
              "description": "A larger number, or the same.",
              "type": "string"
            },
            {
              "const": "less",
              "description": "A smaller number.",
              "type": "string"
            },
            {
              "const": "less_or_equal",
              "description": "A smaller number, or the same.",
              "type": "string"
            },
            {
              "const": "before",
              "description": "A day or moment before.",
              "type": "string"
            },
            {
              "const": "after",
              "description": "A day or moment after.",
              "type": "string"
            },
            {
              "const": "matches",
              "description": "A pattern fits the whole text.",
              "type": "string"
            },
            {
              "const": "is_empty",
              "description": "Nothing is there.",
              "type": "string"
            },
            {
              "const": "is_not_empty",
              "description": "Something is there.",
              "type": "string"
            }
          ]
        },
        "Rows": {
          "additionalProperties": false,
          "description": "Comparisons joined by all or any.",
          "properties": {
            "groups": {
              "default": [],
              "description": "Groups within.",
              "items": {
                "$ref": "#/$defs/Rows"
              },
              "type": "array"
            },
            "join": {
              "$ref": "#/$defs/Join",
              "default": "all",
              "description": "How they are joined."
            },
            "tests": {
              "default": [],
              "description": "The comparisons.",
              "items": {
                "$ref": "#/$defs/Test"
              },
              "type": "array"
            }
          },
          "type": "object"
        },
        "StatusWatch": {
          "description": "What must become of a message.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "The phone has it.",
              "properties": {
                "what": {
                  "const": "delivered",
                  "type": "string"
                }
              },
              "required": [
                "what"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "It was seen.",
              "properties": {
                "what": {
                  "const": "read",
                  "type": "string"
                }
              },
              "required": [
                "what"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "It did not go.",
              "properties": {
                "what": {
                  "const": "failed",
                  "type": "string"
                }
              },
              "required": [
                "what"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "It was delivered and not read for so long.",
              "properties": {
                "hours": {
                  "description": "How long.",
                  "format": "uint32",
                  "maximum": 720,
                  "minimum": 1,
                  "type": "integer"
                },
                "what": {
                  "const": "unread_for",
                  "type": "string"
                }
              },
              "required": [
                "what",
                "hours"
              ],
              "type": "object"
            }
          ]
        },
        "Test": {
          "additionalProperties": false,
          "description": "One comparison.",
          "properties": {
            "is": {
              "$ref": "#/$defs/Operator",
              "description": "How it is compared."
            },
            "left": {
              "description": "What is looked at.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            },
            "right": {
              "default": "",
              "description": "What it is compared with.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "left",
            "is"
          ],
          "type": "object"
        },
        "Trigger": {
          "description": "A way a run starts.",
          "oneOf": [
            {
              "additionalProperties": false,
              "description": "The API is called by name; the same idempotency key starts one run.",
              "properties": {
                "input": {
                  "description": "JSON Schema of the input; its required members and types are checked.",
                  "x-ui": {
                    "widget": "json"
                  }
                },
                "name": {
                  "description": "The name in the address.",
                  "type": "string"
                },
                "type": {
                  "const": "api",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "name"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A template's button, or any button with this payload, is tapped.",
              "properties": {
                "payload": {
                  "description": "The payload; one that ends in `*` fits all that begin so.",
                  "type": "string"
                },
                "type": {
                  "const": "button_payload",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "payload"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The contact changes.",
              "properties": {
                "type": {
                  "const": "contact_changed",
                  "type": "string"
                },
                "watch": {
                  "$ref": "#/$defs/ContactWatch",
                  "description": "What must change."
                }
              },
              "required": [
                "type",
                "watch"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The conversation is opened, closed, given to somebody, or rests.",
              "properties": {
                "type": {
                  "const": "conversation",
                  "type": "string"
                },
                "watch": {
                  "$ref": "#/$defs/ConversationWatch",
                  "description": "What must happen."
                }
              },
              "required": [
                "type",
                "watch"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The customer shares a place.",
              "properties": {
                "type": {
                  "const": "location",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "An agent presses a button.",
              "properties": {
                "form": {
                  "description": "JSON Schema of a small form.",
                  "x-ui": {
                    "widget": "json"
                  }
                },
                "label": {
                  "description": "The button's label.",
                  "type": "string"
                },
                "type": {
                  "const": "manual",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "label"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The customer sends a file.",
              "properties": {
                "kinds": {
                  "default": [],
                  "description": "Kinds such as `image`; none named means all.",
                  "items": {
                    "type": "string"
                  },
                  "type": "array"
                },
                "type": {
                  "const": "media",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The customer writes.",
              "properties": {
                "match": {
                  "$ref": "#/$defs/MessageMatch",
                  "description": "What must be written, or when."
                },
                "type": {
                  "const": "message",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "match"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The customer sends a cart.",
              "properties": {
                "type": {
                  "const": "order",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The customer reacts to a message.",
              "properties": {
                "emojis": {
                  "default": [],
                  "description": "Emojis; none named means all.",
                  "items": {
                    "type": "string"
                  },
                  "type": "array"
                },
                "type": {
                  "const": "reaction",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The customer comes from an ad, or by a link with a code.",
              "properties": {
                "code": {
                  "default": "",
                  "description": "The code; empty means all.",
                  "type": "string"
                },
                "source_id": {
                  "default": "",
                  "description": "Id of the ad or post; empty means all.",
                  "type": "string"
                },
                "type": {
                  "const": "referral",
                  "type": "string"
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "The clock.",
              "properties": {
                "audience": {
                  "$ref": "#/$defs/Audience",
                  "description": "Who gets a run."
                },
                "cron": {
                  "default": "",
                  "description": "Five fields: minute, hour, day of the month, month, day of the week. Empty when it happens once.",
                  "type": "string"
                },
                "name": {
                  "description": "Unique in the flow.",
                  "type": "string"
                },
                "once": {
                  "description": "The one moment; nothing when it happens again and again.",
                  "type": [
                    "string",
                    "null"
                  ]
                },
                "type": {
                  "const": "schedule",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "name",
                "audience"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "News of a message that was sent.",
              "properties": {
                "type": {
                  "const": "status",
                  "type": "string"
                },
                "watch": {
                  "$ref": "#/$defs/StatusWatch",
                  "description": "What must become of it."
                }
              },
              "required": [
                "type",
                "watch"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "A WA Flow is filled in outside of a run.",
              "properties": {
                "type": {
                  "const": "submission",
                  "type": "string"
                },
                "wa_flow": {
                  "default": "",
                  "description": "Which, by Meta's id; empty means all.",
                  "type": "string",
                  "x-ui": {
                    "widget": "wa_flow_picker"
                  }
                }
              },
              "required": [
                "type"
              ],
              "type": "object"
            },
            {
              "additionalProperties": false,
              "description": "Another system calls a secret address.",
              "properties": {
                "contact": {
                  "description": "Where the body says whom it is about: a JMESPath to their phone number or to our id of the contact. Nothing means `contact`.",
                  "maxLength": 4096,
                  "type": [
                    "string",
                    "null"
                  ],
                  "x-ui": {
                    "widget": "expression"
                  }
                },
                "path": {
                  "description": "The secret part of the address.",
                  "type": "string"
                },
                "signature_secret": {
                  "default": "",
                  "description": "Name of the secret that signs the body (HMAC with SHA-256); empty means unsigned.",
                  "type": "string"
                },
                "type": {
                  "const": "webhook",
                  "type": "string"
                }
              },
              "required": [
                "type",
                "path"
              ],
              "type": "object"
            }
          ]
        },
        "When": {
          "additionalProperties": false,
          "description": "A condition: either rows, or an expression.",
          "properties": {
            "expression": {
              "description": "A JMESPath expression over the scopes; whatever is empty is false.",
              "maxLength": 4096,
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "expression"
              }
            },
            "rows": {
              "anyOf": [
                {
                  "$ref": "#/$defs/Rows"
                },
                {
                  "type": "null"
                }
              ],
              "description": "Comparisons."
            }
          },
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "only_when": {
          "anyOf": [
            {
              "$ref": "#/$defs/When"
            },
            {
              "type": "null"
            }
          ],
          "description": "The flow starts only when this holds too."
        },
        "triggers": {
          "default": [],
          "description": "Each of these starts the flow.",
          "items": {
            "$ref": "#/$defs/Trigger"
          },
          "type": "array",
          "x-ui": {
            "widget": "triggers"
          }
        }
      },
      "type": "object"
    },
    "title": "Start",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [],
    "group": "canvas",
    "help": "A note on the canvas. It is never run.",
    "kind": "sticky",
    "schema": {
      "additionalProperties": false,
      "properties": {
        "color": {
          "default": "",
          "description": "Its colour.",
          "type": "string",
          "x-ui": {
            "widget": "color"
          }
        },
        "height": {
          "default": 0.0,
          "description": "Height on the canvas.",
          "format": "double",
          "type": "number"
        },
        "text": {
          "default": "",
          "description": "The words.",
          "type": "string",
          "x-ui": {
            "widget": "long_text"
          }
        },
        "width": {
          "default": 0.0,
          "description": "Width on the canvas.",
          "format": "double",
          "type": "number"
        }
      },
      "type": "object"
    },
    "title": "Sticky note",
    "traits": {
      "asks": false,
      "drawn_only": true,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "returned",
        "help": "The other flow ended.",
        "required": true
      },
      {
        "handle": "limit",
        "help": "Flows call each other too deep.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "logic",
    "help": "Run another flow from its start, and come back when it ends. It has variables of its own.",
    "kind": "subflow",
    "schema": {
      "$defs": {
        "FlowRef": {
          "additionalProperties": false,
          "description": "Which flow, and which of its versions; `draft` is the one being edited.",
          "properties": {
            "flow": {
              "description": "Id of the flow.",
              "type": "string"
            },
            "version": {
              "default": "",
              "description": "Its version; empty means the one published when the run gets there.",
              "type": "string"
            }
          },
          "required": [
            "flow"
          ],
          "type": "object"
        },
        "Output": {
          "additionalProperties": false,
          "description": "A variable that comes back.",
          "properties": {
            "from": {
              "description": "Its name in the subflow.",
              "type": "string"
            },
            "variable": {
              "description": "Its name here.",
              "type": "string",
              "x-ui": {
                "widget": "variable"
              }
            }
          },
          "required": [
            "from",
            "variable"
          ],
          "type": "object"
        },
        "Pair": {
          "additionalProperties": false,
          "description": "A name and a value.",
          "properties": {
            "name": {
              "description": "The name.",
              "type": "string"
            },
            "value": {
              "description": "The value.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "name",
            "value"
          ],
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "flow": {
          "$ref": "#/$defs/FlowRef",
          "description": "Which flow; without a version the published one.",
          "x-ui": {
            "widget": "flow_picker"
          }
        },
        "inputs": {
          "default": [],
          "description": "Its variables at the start.",
          "items": {
            "$ref": "#/$defs/Pair"
          },
          "type": "array"
        },
        "outputs": {
          "default": [],
          "description": "What is remembered of its variables when it ends.",
          "items": {
            "$ref": "#/$defs/Output"
          },
          "type": "array"
        }
      },
      "required": [
        "flow"
      ],
      "type": "object"
    },
    "title": "Subflow",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "case:",
        "help": "This case holds, and none before it.",
        "required": true
      },
      {
        "handle": "default",
        "help": "No case holds.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "logic",
    "help": "Go the way of the first case that holds; none: `default`.",
    "kind": "switch",
    "schema": {
      "$defs": {
        "Case": {
          "additionalProperties": false,
          "description": "One case.",
          "properties": {
            "id": {
              "description": "Stable word of the exit.",
              "type": "string"
            },
            "label": {
              "default": "",
              "description": "What the canvas shows.",
              "type": "string"
            },
            "when": {
              "$ref": "#/$defs/When",
              "description": "When it is taken.",
              "x-ui": {
                "widget": "condition"
              }
            }
          },
          "required": [
            "id",
            "when"
          ],
          "type": "object"
        },
        "Join": {
          "description": "How comparisons are joined.",
          "oneOf": [
            {
              "const": "all",
              "description": "Each must hold.",
              "type": "string"
            },
            {
              "const": "any",
              "description": "One must hold.",
              "type": "string"
            }
          ]
        },
        "Operator": {
          "description": "How two values are compared. Texts are compared whatever their case and accents.",
          "oneOf": [
            {
              "const": "equals",
              "description": "The same text or number.",
              "type": "string"
            },
            {
              "const": "not_equals",
              "description": "Another text or number.",
              "type": "string"
            },
            {
              "const": "contains",
              "description": "A part of the text, or an item of the list.",
              "type": "string"
            },
            {
              "const": "not_contains",
              "description": "Neither a part nor an item.",
              "type": "string"
            },
            {
              "const": "starts_with",
              "description": "The text begins so.",
              "type": "string"
            },
            {
              "const": "ends_with",
              "description": "The text ends so.",
              "type": "string"
            },
            {
              "const": "greater",
              "description": "A larger number.",
              "type": "string"
            },
            {
              "const": "greater_or_equal",
              "description": "A larger number, or the same.",
              "type": "string"
            },
            {
              "const": "less",
              "description": "A smaller number.",
              "type": "string"
            },
            {
              "const": "less_or_equal",
              "description": "A smaller number, or the same.",
              "type": "string"
            },
            {
              "const": "before",
              "description": "A day or moment before.",
              "type": "string"
            },
            {
              "const": "after",
              "description": "A day or moment after.",
              "type": "string"
            },
            {
              "const": "matches",
              "description": "A pattern fits the whole text.",
              "type": "string"
            },
            {
              "const": "is_empty",
              "description": "Nothing is there.",
              "type": "string"
            },
            {
              "const": "is_not_empty",
              "description": "Something is there.",
              "type": "string"
            }
          ]
        },
        "Rows": {
          "additionalProperties": false,
          "description": "Comparisons joined by all or any.",
          "properties": {
            "groups": {
              "default": [],
              "description": "Groups within.",
              "items": {
                "$ref": "#/$defs/Rows"
              },
              "type": "array"
            },
            "join": {
              "$ref": "#/$defs/Join",
              "default": "all",
              "description": "How they are joined."
            },
            "tests": {
              "default": [],
              "description": "The comparisons.",
              "items": {
                "$ref": "#/$defs/Test"
              },
              "type": "array"
            }
          },
          "type": "object"
        },
        "Test": {
          "additionalProperties": false,
          "description": "One comparison.",
          "properties": {
            "is": {
              "$ref": "#/$defs/Operator",
              "description": "How it is compared."
            },
            "left": {
              "description": "What is looked at.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            },
            "right": {
              "default": "",
              "description": "What it is compared with.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "left",
            "is"
          ],
          "type": "object"
        },
        "When": {
          "additionalProperties": false,
          "description": "A condition: either rows, or an expression.",
          "properties": {
            "expression": {
              "description": "A JMESPath expression over the scopes; whatever is empty is false.",
              "maxLength": 4096,
              "type": [
                "string",
                "null"
              ],
              "x-ui": {
                "widget": "expression"
              }
            },
            "rows": {
              "anyOf": [
                {
                  "$ref": "#/$defs/Rows"
                },
                {
                  "type": "null"
                }
              ],
              "description": "Comparisons."
            }
          },
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "cases": {
          "description": "The cases, in the order they are tried.",
          "items": {
            "$ref": "#/$defs/Case"
          },
          "type": "array"
        }
      },
      "required": [
        "cases"
      ],
      "type": "object"
    },
    "title": "Switch",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The time is over.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "messages",
    "help": "Mark the customer's last message as read, show that somebody types, and wait so long.",
    "kind": "typing",
    "schema": {
      "additionalProperties": false,
      "properties": {
        "seconds": {
          "description": "For how long. WhatsApp shows it for at most 25 seconds.",
          "format": "uint8",
          "maximum": 25,
          "minimum": 0,
          "type": "integer"
        }
      },
      "required": [
        "seconds"
      ],
      "type": "object"
    },
    "title": "Typing",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": true
    }
  },
  {
    "exits": [
      {
        "handle": "next",
        "help": "The contact is changed.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "data",
    "help": "Change the contact: name, fields, labels, language, consent. What is left empty stays as it is.",
    "kind": "update_contact",
    "schema": {
      "$defs": {
        "Consent": {
          "description": "What a contact allows.",
          "oneOf": [
            {
              "const": "marketing_yes",
              "description": "Offers and news are welcome.",
              "type": "string"
            },
            {
              "const": "marketing_no",
              "description": "No offers and news.",
              "type": "string"
            },
            {
              "const": "opted_out",
              "description": "No messages that the business begins.",
              "type": "string"
            }
          ]
        },
        "ContactField": {
          "additionalProperties": false,
          "description": "A field and its value.",
          "properties": {
            "field": {
              "description": "The field.",
              "type": "string",
              "x-ui": {
                "widget": "contact_field"
              }
            },
            "value": {
              "description": "Its value.",
              "type": "string",
              "x-ui": {
                "widget": "template"
              }
            }
          },
          "required": [
            "field",
            "value"
          ],
          "type": "object"
        }
      },
      "additionalProperties": false,
      "properties": {
        "add_tags": {
          "default": [],
          "description": "Labels to add.",
          "items": {
            "type": "string"
          },
          "type": "array",
          "x-ui": {
            "widget": "tags"
          }
        },
        "consent": {
          "anyOf": [
            {
              "$ref": "#/$defs/Consent"
            },
            {
              "type": "null"
            }
          ],
          "description": "What the contact allows."
        },
        "fields": {
          "default": [],
          "description": "Fields with their new values; an empty value empties the field.",
          "items": {
            "$ref": "#/$defs/ContactField"
          },
          "type": "array"
        },
        "language": {
          "default": "",
          "description": "A new language tag.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "name": {
          "default": "",
          "description": "A new name.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "remove_tags": {
          "default": [],
          "description": "Labels to take off.",
          "items": {
            "type": "string"
          },
          "type": "array",
          "x-ui": {
            "widget": "tags"
          }
        }
      },
      "type": "object"
    },
    "title": "Update contact",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  },
  {
    "exits": [
      {
        "handle": "reply",
        "help": "The customer wrote.",
        "required": true
      },
      {
        "handle": "timeout",
        "help": "Nobody wrote in time.",
        "required": false
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "questions",
    "help": "Wait for the customer's next message without saying anything.",
    "kind": "wait_reply",
    "schema": {
      "$defs": {
        "Accepts": {
          "description": "What sort of message.",
          "oneOf": [
            {
              "const": "text",
              "description": "Words, or a tap.",
              "type": "string"
            },
            {
              "const": "media",
              "description": "A file.",
              "type": "string"
            },
            {
              "const": "location",
              "description": "A place.",
              "type": "string"
            }
          ]
        }
      },
      "additionalProperties": false,
      "properties": {
        "accepts": {
          "default": [],
          "description": "Which messages count; none named means all. Others are not for this run.",
          "items": {
            "$ref": "#/$defs/Accepts"
          },
          "type": "array"
        },
        "save_to": {
          "default": "",
          "description": "Remember its words.",
          "type": "string",
          "x-ui": {
            "widget": "variable"
          }
        },
        "timeout_seconds": {
          "description": "How long to wait.",
          "format": "uint64",
          "minimum": 0,
          "type": [
            "integer",
            "null"
          ],
          "x-ui": {
            "widget": "duration"
          }
        }
      },
      "type": "object"
    },
    "title": "Wait for reply",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": true
    }
  },
  {
    "exits": [
      {
        "handle": "open",
        "help": "It is open, for at least so long.",
        "required": true
      },
      {
        "handle": "closing",
        "help": "It is open, but not for so long.",
        "required": false
      },
      {
        "handle": "closed",
        "help": "It is closed: only templates may go.",
        "required": true
      },
      {
        "handle": "error",
        "help": "Something else went wrong.",
        "required": false
      }
    ],
    "group": "logic",
    "help": "Look whether the customer's 24-hour window is open, and for long enough.",
    "kind": "window_check",
    "schema": {
      "additionalProperties": false,
      "properties": {
        "minutes": {
          "default": 0,
          "description": "How many minutes must be left.",
          "format": "uint32",
          "maximum": 1440,
          "minimum": 0,
          "type": "integer"
        }
      },
      "type": "object"
    },
    "title": "Window check",
    "traits": {
      "asks": false,
      "drawn_only": false,
      "ends": false,
      "sends": false,
      "waits": false
    }
  }
];

/** A trigger's settings: one of these, told apart by `type`. */
export const triggerSchema: ConfigSchema = {
  "$defs": {
    "Audience": {
      "additionalProperties": false,
      "description": "Which contacts.",
      "properties": {
        "any_tag": {
          "default": [],
          "description": "With one of these labels; none named means all.",
          "items": {
            "type": "string"
          },
          "type": "array"
        },
        "no_tag": {
          "default": [],
          "description": "With none of these.",
          "items": {
            "type": "string"
          },
          "type": "array"
        },
        "only_when": {
          "anyOf": [
            {
              "$ref": "#/$defs/When"
            },
            {
              "type": "null"
            }
          ],
          "description": "And for whom this holds."
        }
      },
      "type": "object"
    },
    "ContactWatch": {
      "description": "What must change about the contact.",
      "oneOf": [
        {
          "additionalProperties": false,
          "description": "A field.",
          "properties": {
            "name": {
              "description": "Which.",
              "type": "string"
            },
            "to": {
              "default": null,
              "description": "Only to this value; nothing means any."
            },
            "what": {
              "const": "field",
              "type": "string"
            }
          },
          "required": [
            "what",
            "name"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "What the contact allows.",
          "properties": {
            "allowed": {
              "description": "Only when allowed, or only when forbidden.",
              "type": "boolean"
            },
            "what": {
              "const": "opt_in",
              "type": "string"
            }
          },
          "required": [
            "what",
            "allowed"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "A label is added.",
          "properties": {
            "tag": {
              "description": "Its name.",
              "type": "string"
            },
            "what": {
              "const": "tag_added",
              "type": "string"
            }
          },
          "required": [
            "what",
            "tag"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "A label is taken off.",
          "properties": {
            "tag": {
              "description": "Its name.",
              "type": "string"
            },
            "what": {
              "const": "tag_removed",
              "type": "string"
            }
          },
          "required": [
            "what",
            "tag"
          ],
          "type": "object"
        }
      ]
    },
    "ConversationWatch": {
      "description": "What must happen to the conversation.",
      "oneOf": [
        {
          "additionalProperties": false,
          "description": "It is opened.",
          "properties": {
            "what": {
              "const": "opened",
              "type": "string"
            }
          },
          "required": [
            "what"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "It is closed.",
          "properties": {
            "what": {
              "const": "closed",
              "type": "string"
            }
          },
          "required": [
            "what"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "It is given to somebody.",
          "properties": {
            "user": {
              "default": "",
              "description": "Only to this user; empty means any.",
              "type": "string"
            },
            "what": {
              "const": "assigned",
              "type": "string"
            }
          },
          "required": [
            "what"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "Nobody writes for so long.",
          "properties": {
            "minutes": {
              "description": "How long.",
              "format": "uint32",
              "maximum": 43200,
              "minimum": 1,
              "type": "integer"
            },
            "what": {
              "const": "idle",
              "type": "string"
            }
          },
          "required": [
            "what",
            "minutes"
          ],
          "type": "object"
        }
      ]
    },
    "Join": {
      "description": "How comparisons are joined.",
      "oneOf": [
        {
          "const": "all",
          "description": "Each must hold.",
          "type": "string"
        },
        {
          "const": "any",
          "description": "One must hold.",
          "type": "string"
        }
      ]
    },
    "MessageMatch": {
      "description": "What must be written, or when. Words are compared whatever their case and accents.",
      "oneOf": [
        {
          "additionalProperties": false,
          "description": "Every message.",
          "properties": {
            "by": {
              "const": "any",
              "type": "string"
            }
          },
          "required": [
            "by"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "The message is one of these.",
          "properties": {
            "by": {
              "const": "exact",
              "type": "string"
            },
            "words": {
              "description": "The words.",
              "items": {
                "type": "string"
              },
              "type": "array"
            }
          },
          "required": [
            "by",
            "words"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "One of these is somewhere in it.",
          "properties": {
            "by": {
              "const": "contains",
              "type": "string"
            },
            "words": {
              "description": "The words.",
              "items": {
                "type": "string"
              },
              "type": "array"
            }
          },
          "required": [
            "by",
            "words"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "It begins with one of these.",
          "properties": {
            "by": {
              "const": "starts",
              "type": "string"
            },
            "words": {
              "description": "The words.",
              "items": {
                "type": "string"
              },
              "type": "array"
            }
          },
          "required": [
            "by",
            "words"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "One of these is in it as a whole word.",
          "properties": {
            "by": {
              "const": "word",
              "type": "string"
            },
            "words": {
              "description": "The words.",
              "items": {
                "type": "string"
              },
              "type": "array"
            }
          },
          "required": [
            "by",
            "words"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "A pattern is found in it. It takes time in proportion to the text, whatever the pattern.",
          "properties": {
            "by": {
              "const": "regex",
              "type": "string"
            },
            "pattern": {
              "description": "The pattern.",
              "type": "string"
            }
          },
          "required": [
            "by",
            "pattern"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "The customer's first message ever.",
          "properties": {
            "by": {
              "const": "first",
              "type": "string"
            }
          },
          "required": [
            "by"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "The customer's first message in so many days.",
          "properties": {
            "by": {
              "const": "first_in_days",
              "type": "string"
            },
            "days": {
              "description": "How many.",
              "format": "uint32",
              "maximum": 365,
              "minimum": 1,
              "type": "integer"
            }
          },
          "required": [
            "by",
            "days"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "It comes while the business is closed.",
          "properties": {
            "by": {
              "const": "outside_hours",
              "type": "string"
            },
            "calendar": {
              "default": "",
              "description": "Which of the workspace's calendars; empty means its main one.",
              "type": "string",
              "x-ui": {
                "widget": "calendar_picker"
              }
            }
          },
          "required": [
            "by"
          ],
          "type": "object"
        }
      ]
    },
    "Operator": {
      "description": "How two values are compared. Texts are compared whatever their case and accents.",
      "oneOf": [
        {
          "const": "equals",
          "description": "The same text or number.",
          "type": "string"
        },
        {
          "const": "not_equals",
          "description": "Another text or number.",
          "type": "string"
        },
        {
          "const": "contains",
          "description": "A part of the text, or an item of the list.",
          "type": "string"
        },
        {
          "const": "not_contains",
          "description": "Neither a part nor an item.",
          "type": "string"
        },
        {
          "const": "starts_with",
          "description": "The text begins so.",
          "type": "string"
        },
        {
          "const": "ends_with",
          "description": "The text ends so.",
          "type": "string"
        },
        {
          "const": "greater",
          "description": "A larger number.",
          "type": "string"
        },
        {
          "const": "greater_or_equal",
          "description": "A larger number, or the same.",
          "type": "string"
        },
        {
          "const": "less",
          "description": "A smaller number.",
          "type": "string"
        },
        {
          "const": "less_or_equal",
          "description": "A smaller number, or the same.",
          "type": "string"
        },
        {
          "const": "before",
          "description": "A day or moment before.",
          "type": "string"
        },
        {
          "const": "after",
          "description": "A day or moment after.",
          "type": "string"
        },
        {
          "const": "matches",
          "description": "A pattern fits the whole text.",
          "type": "string"
        },
        {
          "const": "is_empty",
          "description": "Nothing is there.",
          "type": "string"
        },
        {
          "const": "is_not_empty",
          "description": "Something is there.",
          "type": "string"
        }
      ]
    },
    "Rows": {
      "additionalProperties": false,
      "description": "Comparisons joined by all or any.",
      "properties": {
        "groups": {
          "default": [],
          "description": "Groups within.",
          "items": {
            "$ref": "#/$defs/Rows"
          },
          "type": "array"
        },
        "join": {
          "$ref": "#/$defs/Join",
          "default": "all",
          "description": "How they are joined."
        },
        "tests": {
          "default": [],
          "description": "The comparisons.",
          "items": {
            "$ref": "#/$defs/Test"
          },
          "type": "array"
        }
      },
      "type": "object"
    },
    "StatusWatch": {
      "description": "What must become of a message.",
      "oneOf": [
        {
          "additionalProperties": false,
          "description": "The phone has it.",
          "properties": {
            "what": {
              "const": "delivered",
              "type": "string"
            }
          },
          "required": [
            "what"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "It was seen.",
          "properties": {
            "what": {
              "const": "read",
              "type": "string"
            }
          },
          "required": [
            "what"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "It did not go.",
          "properties": {
            "what": {
              "const": "failed",
              "type": "string"
            }
          },
          "required": [
            "what"
          ],
          "type": "object"
        },
        {
          "additionalProperties": false,
          "description": "It was delivered and not read for so long.",
          "properties": {
            "hours": {
              "description": "How long.",
              "format": "uint32",
              "maximum": 720,
              "minimum": 1,
              "type": "integer"
            },
            "what": {
              "const": "unread_for",
              "type": "string"
            }
          },
          "required": [
            "what",
            "hours"
          ],
          "type": "object"
        }
      ]
    },
    "Test": {
      "additionalProperties": false,
      "description": "One comparison.",
      "properties": {
        "is": {
          "$ref": "#/$defs/Operator",
          "description": "How it is compared."
        },
        "left": {
          "description": "What is looked at.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        },
        "right": {
          "default": "",
          "description": "What it is compared with.",
          "type": "string",
          "x-ui": {
            "widget": "template"
          }
        }
      },
      "required": [
        "left",
        "is"
      ],
      "type": "object"
    },
    "When": {
      "additionalProperties": false,
      "description": "A condition: either rows, or an expression.",
      "properties": {
        "expression": {
          "description": "A JMESPath expression over the scopes; whatever is empty is false.",
          "maxLength": 4096,
          "type": [
            "string",
            "null"
          ],
          "x-ui": {
            "widget": "expression"
          }
        },
        "rows": {
          "anyOf": [
            {
              "$ref": "#/$defs/Rows"
            },
            {
              "type": "null"
            }
          ],
          "description": "Comparisons."
        }
      },
      "type": "object"
    }
  },
  "description": "A way a run starts.",
  "oneOf": [
    {
      "additionalProperties": false,
      "description": "The API is called by name; the same idempotency key starts one run.",
      "properties": {
        "input": {
          "description": "JSON Schema of the input; its required members and types are checked.",
          "x-ui": {
            "widget": "json"
          }
        },
        "name": {
          "description": "The name in the address.",
          "type": "string"
        },
        "type": {
          "const": "api",
          "type": "string"
        }
      },
      "required": [
        "type",
        "name"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "A template's button, or any button with this payload, is tapped.",
      "properties": {
        "payload": {
          "description": "The payload; one that ends in `*` fits all that begin so.",
          "type": "string"
        },
        "type": {
          "const": "button_payload",
          "type": "string"
        }
      },
      "required": [
        "type",
        "payload"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "The contact changes.",
      "properties": {
        "type": {
          "const": "contact_changed",
          "type": "string"
        },
        "watch": {
          "$ref": "#/$defs/ContactWatch",
          "description": "What must change."
        }
      },
      "required": [
        "type",
        "watch"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "The conversation is opened, closed, given to somebody, or rests.",
      "properties": {
        "type": {
          "const": "conversation",
          "type": "string"
        },
        "watch": {
          "$ref": "#/$defs/ConversationWatch",
          "description": "What must happen."
        }
      },
      "required": [
        "type",
        "watch"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "The customer shares a place.",
      "properties": {
        "type": {
          "const": "location",
          "type": "string"
        }
      },
      "required": [
        "type"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "An agent presses a button.",
      "properties": {
        "form": {
          "description": "JSON Schema of a small form.",
          "x-ui": {
            "widget": "json"
          }
        },
        "label": {
          "description": "The button's label.",
          "type": "string"
        },
        "type": {
          "const": "manual",
          "type": "string"
        }
      },
      "required": [
        "type",
        "label"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "The customer sends a file.",
      "properties": {
        "kinds": {
          "default": [],
          "description": "Kinds such as `image`; none named means all.",
          "items": {
            "type": "string"
          },
          "type": "array"
        },
        "type": {
          "const": "media",
          "type": "string"
        }
      },
      "required": [
        "type"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "The customer writes.",
      "properties": {
        "match": {
          "$ref": "#/$defs/MessageMatch",
          "description": "What must be written, or when."
        },
        "type": {
          "const": "message",
          "type": "string"
        }
      },
      "required": [
        "type",
        "match"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "The customer sends a cart.",
      "properties": {
        "type": {
          "const": "order",
          "type": "string"
        }
      },
      "required": [
        "type"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "The customer reacts to a message.",
      "properties": {
        "emojis": {
          "default": [],
          "description": "Emojis; none named means all.",
          "items": {
            "type": "string"
          },
          "type": "array"
        },
        "type": {
          "const": "reaction",
          "type": "string"
        }
      },
      "required": [
        "type"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "The customer comes from an ad, or by a link with a code.",
      "properties": {
        "code": {
          "default": "",
          "description": "The code; empty means all.",
          "type": "string"
        },
        "source_id": {
          "default": "",
          "description": "Id of the ad or post; empty means all.",
          "type": "string"
        },
        "type": {
          "const": "referral",
          "type": "string"
        }
      },
      "required": [
        "type"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "The clock.",
      "properties": {
        "audience": {
          "$ref": "#/$defs/Audience",
          "description": "Who gets a run."
        },
        "cron": {
          "default": "",
          "description": "Five fields: minute, hour, day of the month, month, day of the week. Empty when it happens once.",
          "type": "string"
        },
        "name": {
          "description": "Unique in the flow.",
          "type": "string"
        },
        "once": {
          "description": "The one moment; nothing when it happens again and again.",
          "type": [
            "string",
            "null"
          ]
        },
        "type": {
          "const": "schedule",
          "type": "string"
        }
      },
      "required": [
        "type",
        "name",
        "audience"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "News of a message that was sent.",
      "properties": {
        "type": {
          "const": "status",
          "type": "string"
        },
        "watch": {
          "$ref": "#/$defs/StatusWatch",
          "description": "What must become of it."
        }
      },
      "required": [
        "type",
        "watch"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "A WA Flow is filled in outside of a run.",
      "properties": {
        "type": {
          "const": "submission",
          "type": "string"
        },
        "wa_flow": {
          "default": "",
          "description": "Which, by Meta's id; empty means all.",
          "type": "string",
          "x-ui": {
            "widget": "wa_flow_picker"
          }
        }
      },
      "required": [
        "type"
      ],
      "type": "object"
    },
    {
      "additionalProperties": false,
      "description": "Another system calls a secret address.",
      "properties": {
        "contact": {
          "description": "Where the body says whom it is about: a JMESPath to their phone number or to our id of the contact. Nothing means `contact`.",
          "maxLength": 4096,
          "type": [
            "string",
            "null"
          ],
          "x-ui": {
            "widget": "expression"
          }
        },
        "path": {
          "description": "The secret part of the address.",
          "type": "string"
        },
        "signature_secret": {
          "default": "",
          "description": "Name of the secret that signs the body (HMAC with SHA-256); empty means unsigned.",
          "type": "string"
        },
        "type": {
          "const": "webhook",
          "type": "string"
        }
      },
      "required": [
        "type",
        "path"
      ],
      "type": "object"
    }
  ]
};

/** What a path in a text may begin with. */
export const valueRoots: readonly ValueRoot[] = [
  {
    "help": "Who the run is with. The phone may be empty: some customers are known by their username only.",
    "members": [
      "id",
      "name",
      "first_name",
      "phone",
      "username",
      "language",
      "fields",
      "tags"
    ],
    "name": "contact",
    "untrusted": true
  },
  {
    "help": "The thread with the contact.",
    "members": [
      "id",
      "status",
      "assignee",
      "priority",
      "tags"
    ],
    "name": "conversation",
    "untrusted": true
  },
  {
    "help": "The flow itself.",
    "members": [
      "id",
      "version"
    ],
    "name": "flow",
    "untrusted": false
  },
  {
    "help": "Values shared by all flows of the workspace.",
    "members": [],
    "name": "globals",
    "untrusted": false
  },
  {
    "help": "The last message of the customer.",
    "members": [
      "id",
      "kind",
      "text",
      "tap",
      "media",
      "location",
      "received_at"
    ],
    "name": "message",
    "untrusted": true
  },
  {
    "help": "What each node brought back, under its name.",
    "members": [],
    "name": "nodes",
    "untrusted": true
  },
  {
    "help": "The moment of the step, in UTC.",
    "members": [],
    "name": "now",
    "untrusted": false
  },
  {
    "help": "The passage through the flow.",
    "members": [
      "id",
      "started_at",
      "steps"
    ],
    "name": "run",
    "untrusted": false
  },
  {
    "help": "Values that only requests and functions may use. They are never shown, and never in a message.",
    "members": [],
    "name": "secrets",
    "untrusted": false
  },
  {
    "help": "What started the run.",
    "members": [
      "kind"
    ],
    "name": "trigger",
    "untrusted": true
  },
  {
    "help": "What the run remembers.",
    "members": [],
    "name": "vars",
    "untrusted": true
  },
  {
    "help": "The business.",
    "members": [
      "id",
      "name",
      "time_zone",
      "language"
    ],
    "name": "workspace",
    "untrusted": false
  }
];

/** What may be done to a value in a text. */
export const valueFilters: readonly ValueFilter[] = [
  {
    "arguments": {
      "least": 0,
      "most": 1
    },
    "example": "vars.total | currency:\"EUR\"",
    "help": "An amount of money with two decimals and its sign.",
    "name": "currency"
  },
  {
    "arguments": {
      "least": 0,
      "most": 1
    },
    "example": "now | date:\"%d/%m %H:%M\"",
    "help": "A day or moment in the flow's time zone: `short`, `long`, `time`, `datetime`, `weekday`, `iso`, or strftime marks.",
    "name": "date"
  },
  {
    "arguments": {
      "least": 1,
      "most": 1
    },
    "example": "contact.first_name | default:\"there\"",
    "help": "Other words when the value is missing or empty.",
    "name": "default"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "vars.items | first",
    "help": "The first item of a list, or the first letter of a text.",
    "name": "first"
  },
  {
    "arguments": {
      "least": 0,
      "most": 1
    },
    "example": "contact.tags | join:\" · \"",
    "help": "The items of a list in one text.",
    "name": "join"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "vars.order | json",
    "help": "The value written as JSON.",
    "name": "json"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "vars.items | last",
    "help": "The last item of a list, or the last letter of a text.",
    "name": "last"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "vars.items | length",
    "help": "How many items, members or letters.",
    "name": "length"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "message.text | lower",
    "help": "In small letters.",
    "name": "lower"
  },
  {
    "arguments": {
      "least": 0,
      "most": 1
    },
    "example": "contact.phone | mask:4",
    "help": "All but the last letters as dots; four stay unless you say how many.",
    "name": "mask"
  },
  {
    "arguments": {
      "least": 0,
      "most": 1
    },
    "example": "vars.total | number:2",
    "help": "A number written in the flow's language, with so many decimals.",
    "name": "number"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "contact.phone | phone",
    "help": "A phone number with `+` and groups of digits.",
    "name": "phone"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "contact.name | title",
    "help": "Each word with a capital.",
    "name": "title"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "message.text | trim",
    "help": "Without spaces before and after.",
    "name": "trim"
  },
  {
    "arguments": {
      "least": 1,
      "most": 1
    },
    "example": "message.text | truncate:60",
    "help": "At most so many letters, with … when something is cut.",
    "name": "truncate"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "vars.code | upper",
    "help": "In capitals.",
    "name": "upper"
  },
  {
    "arguments": {
      "least": 0,
      "most": 0
    },
    "example": "vars.city | urlencode",
    "help": "Safe inside a web address.",
    "name": "urlencode"
  }
];

export type NodeKind = (typeof nodeKinds)[number];
export type TriggerKind = (typeof triggerKinds)[number];
