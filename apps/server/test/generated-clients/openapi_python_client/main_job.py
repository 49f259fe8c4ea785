"""Does the main job with the client that openapi-python-client makes, and prints what it saw as JSON."""

import json
import os
import sys

from goldset_client import AuthenticatedClient, models
from goldset_client.api.annotation_ui import create_annotation_ui, get_annotation_ui_schema
from goldset_client.api.export import export_project
from goldset_client.api.guidelines import get_guideline, publish_guideline
from goldset_client.api.items import import_items, requeue_item
from goldset_client.api.members import list_members
from goldset_client.api.organizations import create_organization
from goldset_client.api.projects import create_project, get_progress
from goldset_client.api.service_accounts import create_service_account, create_service_account_token
from goldset_client.api.tasks import claim_tasks, release_task, skip_task, submit_task

ITEMS = ["the cast is phenomenal", "a bore", "it drags on, and on"]
LABELS = ["positive", "negative", "negative"]


def client(token: str) -> AuthenticatedClient:
    return AuthenticatedClient(base_url=os.environ["GOLDSET_URL"] + "/v1", token=token, raise_on_unexpected_status=True)


def done(answer, kind):
    if not isinstance(answer, kind):
        raise SystemExit(f"{answer} is no {kind.__name__}")
    return answer


def open_object(kind, fields):
    made = kind()
    made.additional_properties = fields
    return made


admin = client(os.environ["GOLDSET_TOKEN"])
organization = done(create_organization.sync(client=admin, body=models.CreateOrganization(name="Film Research")), models.Organization)
key = "made-by-" + str(organization.id)
asked = models.CreateProject(name="Sentiment", overlap=1)
project = done(create_project.sync(organization.id, client=admin, body=asked, idempotency_key=key), models.Project)
same = done(create_project.sync(organization.id, client=admin, body=asked, idempotency_key=key), models.Project)

choice = models.ChoiceControl(kind=models.ChoiceControlKind.CHOICE, name="sentiment", source="text", options=["positive", "negative"])
ui = done(create_annotation_ui.sync(project.id, client=admin, body=models.CreateAnnotationUI(name="Sentiment", controls=[choice])), models.AnnotationUI)
guideline = done(publish_guideline.sync(project.id, client=admin, body=models.PublishGuideline(text="# Judge the sentence.")), models.Guideline)
lines = [models.ImportItem(external_id=f"s{number}", data=open_object(models.ImportItemData, {"text": text})) for number, text in enumerate(ITEMS)]
imported = done(import_items.sync(project.id, client=admin, body=models.ImportItems(items=lines)), models.ImportResult)

account = done(
    create_service_account.sync(organization.id, client=admin, body=models.CreateServiceAccount(name="annotator", roles=[models.Role.ANNOTATOR])),
    models.ServiceAccount,
)
token = done(create_service_account_token.sync(organization.id, account.id, client=admin, body=models.CreateToken(name="replay")), models.CreatedToken)

annotator = client(token.secret)
claim = done(claim_tasks.sync(project.id, client=annotator, body=models.ClaimTasks(count=2)), models.Claim)
skipped = done(skip_task.sync(project.id, claim.tasks[0].id, client=annotator, body=models.SkipTask(reason="I know the cast.")), models.Task)
states = [skipped.state == models.TaskState.TASK_SKIPPED, claim.tasks[1].state == models.TaskState.TASK_CLAIMED]
done(release_task.sync(project.id, claim.tasks[1].id, client=annotator), models.Task)
done(requeue_item.sync(project.id, claim.tasks[0].item.id, client=admin, body=models.RequeueItem()), models.Item)

revisions = []
while True:
    claim = done(claim_tasks.sync(project.id, client=annotator, body=models.ClaimTasks(count=1, strategy=models.ClaimTasksStrategyType0.QUEUE)), models.Claim)
    if not claim.tasks:
        break
    task = claim.tasks[0]
    number = int(task.item.external_id.removeprefix("s"))
    value = open_object(models.SubmitTaskValue, {"sentiment": LABELS[number]})
    revisions.append(done(submit_task.sync(project.id, task.id, client=annotator, body=models.SubmitTask(value=value)), models.Annotation).revision)

missing = done(get_guideline.sync(project.id, 7, client=admin), models.NotFoundProblem)
progress = done(get_progress.sync(project.id, client=admin), models.Progress)
schema = done(get_annotation_ui_schema.sync(project.id, ui.version, client=annotator), models.AnswerSchema)
members = done(list_members.sync(organization.id, client=admin), models.MemberPage)
exported = done(export_project.sync(project.id, client=admin), str)
items = [models.ExportedItem.from_dict(json.loads(line)) for line in exported.splitlines()]

json.dump(
    {
        "same_project": same.id == project.id,
        "control": ui.controls[0].kind.value,
        "guideline": guideline.version,
        "created": imported.created,
        "states": states,
        "revisions": revisions,
        "reason": claim.reason.value,
        "code": missing.code.value,
        "complete": progress.items.complete,
        "schema": sorted(schema["properties"]),
        "added_by": [member.added_by is None for member in members.members],
        "exported": sorted([item.external_id, item.annotations[0].value["sentiment"]] for item in items),
    },
    sys.stdout,
)
