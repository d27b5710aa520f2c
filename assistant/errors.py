"""What can go wrong with a question.

    AssistantError
    |-- InvalidQuestion     empty, too long, or a filter that cannot be read
    |-- InvalidSettings     a setting is unknown, contradictory or incomplete
    |-- ArchiveUnavailable  the archive is missing, busy or damaged (wraps corpus.errors.CorpusError)
    |-- ConversationUnavailable  saved conversations cannot be read or kept
    |   `-- ConversationNotFound  there is none with this id, or it is somebody else's
    |-- UploadRefused       files that may not, or cannot, be added to the archive
    |-- ModelPullFailed     a model file could not be fetched, checked, stored or removed
    `-- ModelError          the language model could not be used
        |-- ModelUnavailable    not configured, not installed, not reachable
        |-- ModelTimeout        it did not answer in time
        |-- ModelRefused        it declined to answer
        `-- ModelMalformed      it answered with something that is not what was asked for

`Assistant.ask` never lets a ModelError out: it falls back to quotes and says so in `answer.notes`.
"""


class AssistantError(Exception):
    """Anything the assistant can raise on purpose. Its message is one line, for the person who asked."""


class InvalidQuestion(AssistantError):
    """The question or one of its filters cannot be used as given."""


class InvalidSettings(AssistantError):
    """The settings do not describe an assistant that can run."""


class ArchiveUnavailable(AssistantError):
    """The archive cannot be read."""


class ConversationUnavailable(AssistantError):
    """Saved conversations cannot be read or kept."""


class ConversationNotFound(ConversationUnavailable):
    """There is no such conversation, or it belongs to somebody else: which of the two is not told."""


class UploadRefused(AssistantError):
    """The files may not, or cannot, be added to the archive."""


class ModelPullFailed(AssistantError):
    """A model file could not be fetched, checked, stored or removed."""


class ModelError(AssistantError):
    """The language model could not be used for this answer."""


class ModelUnavailable(ModelError):
    """No model is configured, or it cannot be reached."""


class ModelTimeout(ModelError):
    """The model did not answer within the time allowed."""


class ModelRefused(ModelError):
    """The model declined."""


class ModelMalformed(ModelError):
    """The model's reply does not hold what was asked for."""
