CREATE TABLE "company" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "is_account" INTEGER NOT NULL,
    "locale" TEXT,
    "jurisdiction" TEXT,
    "internal_version" INTEGER NOT NULL,
    "internal_updated_at" TEXT NOT NULL,
    "registration_number" TEXT,
    "address" TEXT,
    "currency" TEXT,
    "time_zone" TEXT,
    "collaborators_may_submit" INTEGER NOT NULL,
    "over_claim" TEXT NOT NULL,
    "token_lifetime_days" INTEGER NOT NULL,
    CONSTRAINT "company_pkey" PRIMARY KEY ("id")
) STRICT;

CREATE TABLE "outbox_message" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_attempt_at" TEXT NOT NULL,
    "sent_at" TEXT,
    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
) STRICT;

CREATE TABLE "sign_in_brake" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "failed_at" TEXT NOT NULL,
    "blocked_until" TEXT NOT NULL,
    CONSTRAINT "sign_in_brake_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "sign_in_brake_key_hash_unique" UNIQUE ("key_hash")
) STRICT;

CREATE TABLE "actor" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "email" TEXT,
    "email_key" TEXT,
    "internal_version" INTEGER NOT NULL,
    "internal_updated_at" TEXT NOT NULL,
    "job_title" TEXT,
    "is_active" INTEGER NOT NULL,
    "last_signed_in_at" TEXT,
    "company_id" TEXT,
    "stands_for_id" TEXT,
    CONSTRAINT "actor_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "actor_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company" ("id") ON DELETE RESTRICT,
    CONSTRAINT "actor_stands_for_id_fkey" FOREIGN KEY ("stands_for_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "project" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "number_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "jurisdiction" TEXT,
    "is_archived" INTEGER NOT NULL,
    "internal_version" INTEGER NOT NULL,
    "internal_updated_at" TEXT NOT NULL,
    "collaborators_may_submit" INTEGER,
    "default_claim_type" TEXT NOT NULL,
    "commitments_private" INTEGER NOT NULL,
    "over_claim" TEXT NOT NULL,
    "late_claims" TEXT NOT NULL,
    "stored_materials" TEXT NOT NULL,
    "default_retention" TEXT,
    "default_tax" TEXT,
    "hide_balance_from_contacts" INTEGER NOT NULL,
    "default_period_start_day" INTEGER,
    "default_period_end_day" INTEGER,
    "default_period_due_day" INTEGER,
    "account_id" TEXT NOT NULL,
    CONSTRAINT "project_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "project_account_id_number_key_unique" UNIQUE ("account_id", "number_key"),
    CONSTRAINT "project_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "company" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "vendor" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "internal_version" INTEGER NOT NULL,
    "internal_updated_at" TEXT NOT NULL,
    "is_active" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    CONSTRAINT "vendor_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "vendor_account_id_name_key_unique" UNIQUE ("account_id", "name_key"),
    CONSTRAINT "vendor_account_id_company_id_unique" UNIQUE ("account_id", "company_id"),
    CONSTRAINT "vendor_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "company" ("id") ON DELETE RESTRICT,
    CONSTRAINT "vendor_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "access_token" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "last_used_at" TEXT,
    "revoked_at" TEXT,
    "is_read_only" INTEGER NOT NULL,
    "owner_id" TEXT NOT NULL,
    CONSTRAINT "access_token_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "access_token_secret_hash_unique" UNIQUE ("secret_hash"),
    CONSTRAINT "access_token_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "audit_event" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "on_behalf_of_id" TEXT,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "commitment_id" TEXT,
    "project_id" TEXT,
    "reason" TEXT,
    "changes" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "actor_id" TEXT,
    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "audit_event_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "credential" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "changed_at" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    CONSTRAINT "credential_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "credential_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "employment" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "begins_at" TEXT NOT NULL,
    "ends_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "ends_on" TEXT,
    "is_administrator" INTEGER NOT NULL,
    "company_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    CONSTRAINT "employment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "employment_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company" ("id") ON DELETE RESTRICT,
    CONSTRAINT "employment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "idempotency_record" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "mutation" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "idempotency_record_actor_id_key_unique" UNIQUE ("actor_id", "key"),
    CONSTRAINT "idempotency_record_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "password_link" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "used_at" TEXT,
    "person_id" TEXT NOT NULL,
    CONSTRAINT "password_link_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "password_link_secret_hash_unique" UNIQUE ("secret_hash"),
    CONSTRAINT "password_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "csrf_hash" TEXT NOT NULL,
    "last_seen_at" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "ended_at" TEXT,
    "person_id" TEXT NOT NULL,
    CONSTRAINT "session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "session_secret_hash_unique" UNIQUE ("secret_hash"),
    CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "upload" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "received_at" TEXT,
    "owner_id" TEXT NOT NULL,
    CONSTRAINT "upload_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "upload_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "billing_period" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "ends_on" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    CONSTRAINT "billing_period_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "billing_period_project_id_starts_on_unique" UNIQUE ("project_id", "starts_on"),
    CONSTRAINT "billing_period_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "project_access" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "begins_at" TEXT NOT NULL,
    "ends_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "granted_by_id" TEXT,
    "project_id" TEXT NOT NULL,
    CONSTRAINT "project_access_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "project_access_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "project_access_granted_by_id_fkey" FOREIGN KEY ("granted_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "project_access_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "shown_person" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    CONSTRAINT "shown_person_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "shown_person_project_id_person_id_unique" UNIQUE ("project_id", "person_id"),
    CONSTRAINT "shown_person_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "shown_person_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "commitment" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "number_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_key" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_reason" TEXT,
    "status_changed_at" TEXT NOT NULL,
    "is_executed" INTEGER NOT NULL,
    "claims_on" INTEGER NOT NULL,
    "default_basis" TEXT NOT NULL,
    "contract_date" TEXT,
    "starts_on" TEXT,
    "estimated_completion_on" TEXT,
    "completed_on" TEXT,
    "practical_completion_on" TEXT,
    "completion_on" TEXT,
    "defects_end_on" TEXT,
    "description" TEXT,
    "inclusions" TEXT,
    "exclusions" TEXT,
    "tax" TEXT,
    "original_sum_minor" INTEGER NOT NULL,
    "approved_variations_minor" INTEGER NOT NULL,
    "pending_variations_minor" INTEGER NOT NULL,
    "revised_sum_minor" INTEGER NOT NULL,
    "schedule_total_minor" INTEGER NOT NULL,
    "schedule_lines" INTEGER NOT NULL,
    "certified_to_date_minor" INTEGER NOT NULL,
    "retention_held_minor" INTEGER NOT NULL,
    "internal_version" INTEGER NOT NULL,
    "internal_updated_at" TEXT NOT NULL,
    "is_private" INTEGER NOT NULL,
    "internal_note" TEXT,
    "internal_note_version" INTEGER NOT NULL,
    "project_id" TEXT NOT NULL,
    "vendor_id" TEXT NOT NULL,
    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "commitment_project_id_number_key_unique" UNIQUE ("project_id", "number_key"),
    CONSTRAINT "commitment_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE RESTRICT,
    CONSTRAINT "commitment_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "default_claim_contact" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "vendor_id" TEXT NOT NULL,
    CONSTRAINT "default_claim_contact_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "default_claim_contact_vendor_id_person_id_unique" UNIQUE ("vendor_id", "person_id"),
    CONSTRAINT "default_claim_contact_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "default_claim_contact_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "access_list_entry" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "begins_at" TEXT NOT NULL,
    "ends_at" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "actor_id" TEXT NOT NULL,
    "commitment_id" TEXT NOT NULL,
    CONSTRAINT "access_list_entry_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "access_list_entry_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "access_list_entry_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "designation" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "begins_at" TEXT NOT NULL,
    "ends_at" TEXT NOT NULL,
    "commitment_id" TEXT NOT NULL,
    "designated_by_id" TEXT,
    "person_id" TEXT NOT NULL,
    CONSTRAINT "designation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "designation_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT,
    CONSTRAINT "designation_designated_by_id_fkey" FOREIGN KEY ("designated_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "designation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "progress_claim" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "vendor_claim_number" TEXT,
    "claimed_on" TEXT NOT NULL,
    "claim_type" TEXT NOT NULL,
    "is_final" INTEGER NOT NULL,
    "is_late" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "status_reason" TEXT,
    "status_changed_at" TEXT NOT NULL,
    "status_changed_by_name" TEXT,
    "status_changed_by_side" TEXT,
    "created_by_name" TEXT NOT NULL,
    "created_by_side" TEXT NOT NULL,
    "is_on_behalf" INTEGER NOT NULL,
    "on_behalf_of_name" TEXT,
    "on_behalf_of_side" TEXT,
    "submitted_by_name" TEXT,
    "submitted_by_side" TEXT,
    "submitted_at" TEXT,
    "submissions" INTEGER NOT NULL,
    "returns" INTEGER NOT NULL,
    "note" TEXT,
    "release_ppm" INTEGER,
    "release_minor" INTEGER,
    "assessment_started_at" TEXT,
    "decided_at" TEXT,
    "claimed_amount_minor" INTEGER NOT NULL,
    "certified_amount_minor" INTEGER,
    "retention_policy" TEXT NOT NULL,
    "tax" TEXT,
    "internal_note" TEXT,
    "internal_note_version" INTEGER NOT NULL,
    "commitment_id" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "on_behalf_of_id" TEXT,
    "period_id" TEXT NOT NULL,
    "previous_claim_id" TEXT,
    "status_changed_by_id" TEXT,
    "submitted_by_id" TEXT,
    CONSTRAINT "progress_claim_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "progress_claim_commitment_id_number_unique" UNIQUE ("commitment_id", "number"),
    CONSTRAINT "progress_claim_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_on_behalf_of_id_fkey" FOREIGN KEY ("on_behalf_of_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "billing_period" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_previous_claim_id_fkey" FOREIGN KEY ("previous_claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_status_changed_by_id_fkey" FOREIGN KEY ("status_changed_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_submitted_by_id_fkey" FOREIGN KEY ("submitted_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "retention_version" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "from_claim_number" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "on_change" TEXT,
    "commitment_id" TEXT NOT NULL,
    CONSTRAINT "retention_version_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "retention_version_commitment_id_from_claim_number_unique" UNIQUE ("commitment_id", "from_claim_number"),
    CONSTRAINT "retention_version_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "schedule_line" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "item_number" TEXT NOT NULL,
    "item_number_key" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "cost_code" TEXT,
    "basis" TEXT NOT NULL,
    "quantity_micro" INTEGER,
    "unit" TEXT,
    "unit_price_micro" INTEGER,
    "scheduled_value_minor" INTEGER,
    "retention_rate_on_work_ppm" INTEGER,
    "retention_rate_on_stored_ppm" INTEGER,
    "tax_rate_ppm" INTEGER,
    "certified_to_date_minor" INTEGER NOT NULL,
    "internal_version" INTEGER NOT NULL,
    "internal_updated_at" TEXT NOT NULL,
    "budget_code" TEXT,
    "commitment_id" TEXT NOT NULL,
    CONSTRAINT "schedule_line_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "schedule_line_commitment_id_item_number_key_unique" UNIQUE ("commitment_id", "item_number_key"),
    CONSTRAINT "schedule_line_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "claim_author" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,
    CONSTRAINT "claim_author_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "claim_author_claim_id_actor_id_unique" UNIQUE ("claim_id", "actor_id"),
    CONSTRAINT "claim_author_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "claim_author_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "claim_revision" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,
    CONSTRAINT "claim_revision_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "claim_revision_claim_id_number_unique" UNIQUE ("claim_id", "number"),
    CONSTRAINT "claim_revision_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "claim_valuation" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "original_sum_minor" INTEGER NOT NULL,
    "net_variations_minor" INTEGER NOT NULL,
    "revised_sum_minor" INTEGER NOT NULL,
    "total_to_date_minor" INTEGER NOT NULL,
    "retention_on_work_minor" INTEGER NOT NULL,
    "retention_on_stored_minor" INTEGER NOT NULL,
    "retention_held_minor" INTEGER NOT NULL,
    "total_less_retention_minor" INTEGER NOT NULL,
    "adjustments_to_date_minor" INTEGER NOT NULL,
    "due_to_date_minor" INTEGER NOT NULL,
    "previous_certificates_minor" INTEGER NOT NULL,
    "amount_this_claim_minor" INTEGER NOT NULL,
    "balance_to_finish_minor" INTEGER NOT NULL,
    "balance_including_retention_minor" INTEGER NOT NULL,
    "percent_complete_ppm" INTEGER,
    "retention_this_claim_minor" INTEGER NOT NULL,
    "retention_released_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    "amount_with_tax_minor" INTEGER NOT NULL,
    "taxes" TEXT NOT NULL,
    "adjustments" TEXT NOT NULL,
    "note" TEXT,
    "override_held_minor" INTEGER,
    "override_reason" TEXT,
    "policy_version" INTEGER NOT NULL,
    "is_final" INTEGER NOT NULL,
    "issued_at" TEXT,
    "assessed_by_id" TEXT,
    "claim_id" TEXT NOT NULL,
    CONSTRAINT "claim_valuation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "claim_valuation_claim_id_kind_unique" UNIQUE ("claim_id", "kind"),
    CONSTRAINT "claim_valuation_assessed_by_id_fkey" FOREIGN KEY ("assessed_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "claim_valuation_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "claim_line" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "item_number" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "note" TEXT,
    "reason" TEXT,
    "is_closed" INTEGER NOT NULL,
    "claim_id" TEXT NOT NULL,
    "schedule_line_id" TEXT NOT NULL,
    CONSTRAINT "claim_line_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "claim_line_claim_id_schedule_line_id_unique" UNIQUE ("claim_id", "schedule_line_id"),
    CONSTRAINT "claim_line_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT,
    CONSTRAINT "claim_line_schedule_line_id_fkey" FOREIGN KEY ("schedule_line_id") REFERENCES "schedule_line" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "line_valuation" (
    "id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "decision" TEXT,
    "reason" TEXT,
    "scheduled_value_minor" INTEGER,
    "previous_work_minor" INTEGER NOT NULL,
    "work_this_period_minor" INTEGER NOT NULL,
    "quantity_this_period_micro" INTEGER,
    "quantity_to_date_micro" INTEGER,
    "stored_materials_minor" INTEGER NOT NULL,
    "previous_stored_materials_minor" INTEGER NOT NULL,
    "built_in_minor" INTEGER NOT NULL,
    "movement_minor" INTEGER NOT NULL,
    "total_to_date_minor" INTEGER NOT NULL,
    "percent_complete_ppm" INTEGER,
    "balance_to_finish_minor" INTEGER,
    "retention_on_work_minor" INTEGER NOT NULL,
    "retention_on_stored_minor" INTEGER NOT NULL,
    "retention_released_minor" INTEGER NOT NULL,
    "retention_held_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    "retention_kept_minor" INTEGER NOT NULL,
    "retention_kept_on_work_minor" INTEGER NOT NULL,
    "retention_released_to_date_minor" INTEGER NOT NULL,
    "retention_this_claim_minor" INTEGER NOT NULL,
    "tax_to_date_minor" INTEGER NOT NULL,
    "value_at_change_minor" INTEGER NOT NULL,
    "kept_at_change_minor" INTEGER NOT NULL,
    "release_to_date_minor" INTEGER,
    "line_id" TEXT NOT NULL,
    CONSTRAINT "line_valuation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "line_valuation_line_id_kind_unique" UNIQUE ("line_id", "kind"),
    CONSTRAINT "line_valuation_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "claim_line" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TRIGGER "company_insert" BEFORE INSERT ON "company"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: company_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: company_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: company_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: company_updated_at_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: company_name_type')
        WHEN NOT (length(NEW."name_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: company_name_key_type')
        WHEN NOT (NEW."is_account" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: company_is_account_type')
        WHEN NOT (length(NEW."locale") <= 20) THEN RAISE(ABORT, 'CHECK constraint failed: company_locale_type')
        WHEN NOT (length(NEW."jurisdiction") <= 10) THEN RAISE(ABORT, 'CHECK constraint failed: company_jurisdiction_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: company_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: company_internal_updated_at_type')
        WHEN NOT (length(NEW."registration_number") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: company_registration_number_type')
        WHEN NOT (length(NEW."address") <= 500) THEN RAISE(ABORT, 'CHECK constraint failed: company_address_type')
        WHEN NOT (length(NEW."currency") <= 3) THEN RAISE(ABORT, 'CHECK constraint failed: company_currency_type')
        WHEN NOT (length(NEW."time_zone") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: company_time_zone_type')
        WHEN NOT (NEW."collaborators_may_submit" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: company_collaborators_may_submit_type')
        WHEN NOT (NEW."token_lifetime_days" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: company_token_lifetime_days_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: company_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: company_internal_version_least')
        WHEN NOT (NEW."over_claim" = 'REFUSED' or NEW."over_claim" = 'WARNED' or NEW."over_claim" = 'ALLOWED') THEN RAISE(ABORT, 'CHECK constraint failed: company_over_claim_known')
        WHEN NOT (NEW."token_lifetime_days" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: company_token_lifetime_days_least')
    END;
END;

CREATE TRIGGER "company_update" BEFORE UPDATE ON "company"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: company_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: company_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: company_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: company_updated_at_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: company_name_type')
        WHEN NOT (length(NEW."name_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: company_name_key_type')
        WHEN NOT (NEW."is_account" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: company_is_account_type')
        WHEN NOT (length(NEW."locale") <= 20) THEN RAISE(ABORT, 'CHECK constraint failed: company_locale_type')
        WHEN NOT (length(NEW."jurisdiction") <= 10) THEN RAISE(ABORT, 'CHECK constraint failed: company_jurisdiction_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: company_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: company_internal_updated_at_type')
        WHEN NOT (length(NEW."registration_number") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: company_registration_number_type')
        WHEN NOT (length(NEW."address") <= 500) THEN RAISE(ABORT, 'CHECK constraint failed: company_address_type')
        WHEN NOT (length(NEW."currency") <= 3) THEN RAISE(ABORT, 'CHECK constraint failed: company_currency_type')
        WHEN NOT (length(NEW."time_zone") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: company_time_zone_type')
        WHEN NOT (NEW."collaborators_may_submit" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: company_collaborators_may_submit_type')
        WHEN NOT (NEW."token_lifetime_days" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: company_token_lifetime_days_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: company_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: company_internal_version_least')
        WHEN NOT (NEW."over_claim" = 'REFUSED' or NEW."over_claim" = 'WARNED' or NEW."over_claim" = 'ALLOWED') THEN RAISE(ABORT, 'CHECK constraint failed: company_over_claim_known')
        WHEN NOT (NEW."token_lifetime_days" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: company_token_lifetime_days_least')
    END;
END;

CREATE TRIGGER "outbox_message_insert" BEFORE INSERT ON "outbox_message"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_created_at_type')
        WHEN NOT (length(NEW."kind") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_kind_type')
        WHEN NOT (NEW."attempts" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_attempts_type')
        WHEN NOT (NEW."next_attempt_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_next_attempt_at_type')
        WHEN NOT (NEW."sent_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_sent_at_type')
        WHEN NOT (NEW."attempts" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_attempts_least')
    END;
END;

CREATE TRIGGER "outbox_message_update" BEFORE UPDATE ON "outbox_message"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_created_at_type')
        WHEN NOT (length(NEW."kind") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_kind_type')
        WHEN NOT (NEW."attempts" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_attempts_type')
        WHEN NOT (NEW."next_attempt_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_next_attempt_at_type')
        WHEN NOT (NEW."sent_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_sent_at_type')
        WHEN NOT (NEW."attempts" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: outbox_message_attempts_least')
    END;
END;

CREATE TRIGGER "sign_in_brake_insert" BEFORE INSERT ON "sign_in_brake"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_created_at_type')
        WHEN NOT (length(NEW."key_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_key_hash_type')
        WHEN NOT (NEW."failures" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_failures_type')
        WHEN NOT (NEW."failed_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_failed_at_type')
        WHEN NOT (NEW."blocked_until" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_blocked_until_type')
        WHEN NOT (NEW."failures" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_failures_least')
    END;
END;

CREATE TRIGGER "sign_in_brake_update" BEFORE UPDATE ON "sign_in_brake"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_created_at_type')
        WHEN NOT (length(NEW."key_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_key_hash_type')
        WHEN NOT (NEW."failures" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_failures_type')
        WHEN NOT (NEW."failed_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_failed_at_type')
        WHEN NOT (NEW."blocked_until" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_blocked_until_type')
        WHEN NOT (NEW."failures" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: sign_in_brake_failures_least')
    END;
END;

CREATE TRIGGER "actor_insert" BEFORE INSERT ON "actor"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: actor_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: actor_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: actor_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: actor_updated_at_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: actor_name_type')
        WHEN NOT (length(NEW."name_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: actor_name_key_type')
        WHEN NOT (length(NEW."email") <= 254) THEN RAISE(ABORT, 'CHECK constraint failed: actor_email_type')
        WHEN NOT (length(NEW."email_key") <= 254) THEN RAISE(ABORT, 'CHECK constraint failed: actor_email_key_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: actor_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: actor_internal_updated_at_type')
        WHEN NOT (length(NEW."job_title") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: actor_job_title_type')
        WHEN NOT (NEW."is_active" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: actor_is_active_type')
        WHEN NOT (NEW."last_signed_in_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: actor_last_signed_in_at_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: actor_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: actor_internal_version_least')
        WHEN NOT (NEW."kind" = 'PERSON' or NEW."kind" = 'SERVICE_ACCOUNT') THEN RAISE(ABORT, 'CHECK constraint failed: actor_kind_known')
        WHEN NOT (NEW."kind" <> 'PERSON' or NEW."email" is not null) THEN RAISE(ABORT, 'CHECK constraint failed: actor_person_has_email')
        WHEN NOT ((NEW."email" is null) = (NEW."email_key" is null)) THEN RAISE(ABORT, 'CHECK constraint failed: actor_email_has_key')
        WHEN NOT (NEW."kind" <> 'SERVICE_ACCOUNT' or NEW."company_id" is not null) THEN RAISE(ABORT, 'CHECK constraint failed: actor_service_account_has_company')
    END;
END;

CREATE TRIGGER "actor_update" BEFORE UPDATE ON "actor"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: actor_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: actor_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: actor_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: actor_updated_at_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: actor_name_type')
        WHEN NOT (length(NEW."name_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: actor_name_key_type')
        WHEN NOT (length(NEW."email") <= 254) THEN RAISE(ABORT, 'CHECK constraint failed: actor_email_type')
        WHEN NOT (length(NEW."email_key") <= 254) THEN RAISE(ABORT, 'CHECK constraint failed: actor_email_key_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: actor_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: actor_internal_updated_at_type')
        WHEN NOT (length(NEW."job_title") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: actor_job_title_type')
        WHEN NOT (NEW."is_active" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: actor_is_active_type')
        WHEN NOT (NEW."last_signed_in_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: actor_last_signed_in_at_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: actor_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: actor_internal_version_least')
        WHEN NOT (NEW."kind" = 'PERSON' or NEW."kind" = 'SERVICE_ACCOUNT') THEN RAISE(ABORT, 'CHECK constraint failed: actor_kind_known')
        WHEN NOT (NEW."kind" <> 'PERSON' or NEW."email" is not null) THEN RAISE(ABORT, 'CHECK constraint failed: actor_person_has_email')
        WHEN NOT ((NEW."email" is null) = (NEW."email_key" is null)) THEN RAISE(ABORT, 'CHECK constraint failed: actor_email_has_key')
        WHEN NOT (NEW."kind" <> 'SERVICE_ACCOUNT' or NEW."company_id" is not null) THEN RAISE(ABORT, 'CHECK constraint failed: actor_service_account_has_company')
    END;
END;

CREATE TRIGGER "project_insert" BEFORE INSERT ON "project"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: project_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_updated_at_type')
        WHEN NOT (length(NEW."number") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: project_number_type')
        WHEN NOT (length(NEW."number_key") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: project_number_key_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: project_name_type')
        WHEN NOT (length(NEW."name_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: project_name_key_type')
        WHEN NOT (length(NEW."currency") <= 3) THEN RAISE(ABORT, 'CHECK constraint failed: project_currency_type')
        WHEN NOT (length(NEW."time_zone") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: project_time_zone_type')
        WHEN NOT (length(NEW."jurisdiction") <= 10) THEN RAISE(ABORT, 'CHECK constraint failed: project_jurisdiction_type')
        WHEN NOT (NEW."is_archived" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: project_is_archived_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_internal_updated_at_type')
        WHEN NOT (NEW."collaborators_may_submit" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: project_collaborators_may_submit_type')
        WHEN NOT (NEW."commitments_private" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: project_commitments_private_type')
        WHEN NOT (NEW."hide_balance_from_contacts" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: project_hide_balance_from_contacts_type')
        WHEN NOT (NEW."default_period_start_day" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_start_day_type')
        WHEN NOT (NEW."default_period_end_day" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_end_day_type')
        WHEN NOT (NEW."default_period_due_day" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_due_day_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: project_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: project_internal_version_least')
        WHEN NOT (NEW."default_claim_type" = 'WORK_AND_MATERIALS' or NEW."default_claim_type" = 'WORK_MATERIALS_AND_RETENTION' or NEW."default_claim_type" = 'RETENTION_RELEASE') THEN RAISE(ABORT, 'CHECK constraint failed: project_default_claim_type_known')
        WHEN NOT (NEW."over_claim" = 'REFUSED' or NEW."over_claim" = 'WARNED' or NEW."over_claim" = 'ALLOWED') THEN RAISE(ABORT, 'CHECK constraint failed: project_over_claim_known')
        WHEN NOT (NEW."late_claims" = 'REFUSED' or NEW."late_claims" = 'FLAGGED') THEN RAISE(ABORT, 'CHECK constraint failed: project_late_claims_known')
        WHEN NOT (NEW."stored_materials" = 'SEPARATE' or NEW."stored_materials" = 'NONE' or NEW."stored_materials" = 'BUILT_IN') THEN RAISE(ABORT, 'CHECK constraint failed: project_stored_materials_known')
        WHEN NOT (NEW."default_period_start_day" between 1 and 31) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_start_day_day')
        WHEN NOT (NEW."default_period_end_day" between 1 and 31) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_end_day_day')
        WHEN NOT (NEW."default_period_due_day" between 1 and 31) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_due_day_day')
    END;
END;

CREATE TRIGGER "project_update" BEFORE UPDATE ON "project"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: project_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_updated_at_type')
        WHEN NOT (length(NEW."number") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: project_number_type')
        WHEN NOT (length(NEW."number_key") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: project_number_key_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: project_name_type')
        WHEN NOT (length(NEW."name_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: project_name_key_type')
        WHEN NOT (length(NEW."currency") <= 3) THEN RAISE(ABORT, 'CHECK constraint failed: project_currency_type')
        WHEN NOT (length(NEW."time_zone") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: project_time_zone_type')
        WHEN NOT (length(NEW."jurisdiction") <= 10) THEN RAISE(ABORT, 'CHECK constraint failed: project_jurisdiction_type')
        WHEN NOT (NEW."is_archived" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: project_is_archived_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_internal_updated_at_type')
        WHEN NOT (NEW."collaborators_may_submit" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: project_collaborators_may_submit_type')
        WHEN NOT (NEW."commitments_private" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: project_commitments_private_type')
        WHEN NOT (NEW."hide_balance_from_contacts" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: project_hide_balance_from_contacts_type')
        WHEN NOT (NEW."default_period_start_day" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_start_day_type')
        WHEN NOT (NEW."default_period_end_day" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_end_day_type')
        WHEN NOT (NEW."default_period_due_day" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_due_day_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: project_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: project_internal_version_least')
        WHEN NOT (NEW."default_claim_type" = 'WORK_AND_MATERIALS' or NEW."default_claim_type" = 'WORK_MATERIALS_AND_RETENTION' or NEW."default_claim_type" = 'RETENTION_RELEASE') THEN RAISE(ABORT, 'CHECK constraint failed: project_default_claim_type_known')
        WHEN NOT (NEW."over_claim" = 'REFUSED' or NEW."over_claim" = 'WARNED' or NEW."over_claim" = 'ALLOWED') THEN RAISE(ABORT, 'CHECK constraint failed: project_over_claim_known')
        WHEN NOT (NEW."late_claims" = 'REFUSED' or NEW."late_claims" = 'FLAGGED') THEN RAISE(ABORT, 'CHECK constraint failed: project_late_claims_known')
        WHEN NOT (NEW."stored_materials" = 'SEPARATE' or NEW."stored_materials" = 'NONE' or NEW."stored_materials" = 'BUILT_IN') THEN RAISE(ABORT, 'CHECK constraint failed: project_stored_materials_known')
        WHEN NOT (NEW."default_period_start_day" between 1 and 31) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_start_day_day')
        WHEN NOT (NEW."default_period_end_day" between 1 and 31) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_end_day_day')
        WHEN NOT (NEW."default_period_due_day" between 1 and 31) THEN RAISE(ABORT, 'CHECK constraint failed: project_default_period_due_day_day')
    END;
END;

CREATE TRIGGER "vendor_insert" BEFORE INSERT ON "vendor"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: vendor_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: vendor_updated_at_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_name_type')
        WHEN NOT (length(NEW."name_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_name_key_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: vendor_internal_updated_at_type')
        WHEN NOT (NEW."is_active" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_is_active_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_internal_version_least')
    END;
END;

CREATE TRIGGER "vendor_update" BEFORE UPDATE ON "vendor"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: vendor_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: vendor_updated_at_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_name_type')
        WHEN NOT (length(NEW."name_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_name_key_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: vendor_internal_updated_at_type')
        WHEN NOT (NEW."is_active" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_is_active_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: vendor_internal_version_least')
    END;
END;

CREATE TRIGGER "access_token_insert" BEFORE INSERT ON "access_token"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_token_created_at_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_name_type')
        WHEN NOT (length(NEW."prefix") <= 16) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_prefix_type')
        WHEN NOT (length(NEW."secret_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_secret_hash_type')
        WHEN NOT (NEW."expires_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_token_expires_at_type')
        WHEN NOT (NEW."last_used_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_token_last_used_at_type')
        WHEN NOT (NEW."revoked_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_token_revoked_at_type')
        WHEN NOT (NEW."is_read_only" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_is_read_only_type')
    END;
END;

CREATE TRIGGER "access_token_update" BEFORE UPDATE ON "access_token"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_token_created_at_type')
        WHEN NOT (length(NEW."name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_name_type')
        WHEN NOT (length(NEW."prefix") <= 16) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_prefix_type')
        WHEN NOT (length(NEW."secret_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_secret_hash_type')
        WHEN NOT (NEW."expires_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_token_expires_at_type')
        WHEN NOT (NEW."last_used_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_token_last_used_at_type')
        WHEN NOT (NEW."revoked_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_token_revoked_at_type')
        WHEN NOT (NEW."is_read_only" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: access_token_is_read_only_type')
    END;
END;

CREATE TRIGGER "audit_event_insert" BEFORE INSERT ON "audit_event"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_created_at_type')
        WHEN NOT (length(NEW."name") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_name_type')
        WHEN NOT (length(NEW."actor_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_actor_name_type')
        WHEN NOT (length(NEW."on_behalf_of_id") = 36 and NEW."on_behalf_of_id" = lower(NEW."on_behalf_of_id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_on_behalf_of_id_type')
        WHEN NOT (length(NEW."subject_type") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_subject_type_type')
        WHEN NOT (length(NEW."subject_id") = 36 and NEW."subject_id" = lower(NEW."subject_id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_subject_id_type')
        WHEN NOT (length(NEW."commitment_id") = 36 and NEW."commitment_id" = lower(NEW."commitment_id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_commitment_id_type')
        WHEN NOT (length(NEW."project_id") = 36 and NEW."project_id" = lower(NEW."project_id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_project_id_type')
        WHEN NOT (length(NEW."request_id") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_request_id_type')
    END;
END;

CREATE TRIGGER "audit_event_update" BEFORE UPDATE ON "audit_event"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_created_at_type')
        WHEN NOT (length(NEW."name") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_name_type')
        WHEN NOT (length(NEW."actor_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_actor_name_type')
        WHEN NOT (length(NEW."on_behalf_of_id") = 36 and NEW."on_behalf_of_id" = lower(NEW."on_behalf_of_id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_on_behalf_of_id_type')
        WHEN NOT (length(NEW."subject_type") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_subject_type_type')
        WHEN NOT (length(NEW."subject_id") = 36 and NEW."subject_id" = lower(NEW."subject_id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_subject_id_type')
        WHEN NOT (length(NEW."commitment_id") = 36 and NEW."commitment_id" = lower(NEW."commitment_id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_commitment_id_type')
        WHEN NOT (length(NEW."project_id") = 36 and NEW."project_id" = lower(NEW."project_id")) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_project_id_type')
        WHEN NOT (length(NEW."request_id") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: audit_event_request_id_type')
    END;
END;

CREATE TRIGGER "credential_insert" BEFORE INSERT ON "credential"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: credential_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: credential_created_at_type')
        WHEN NOT (length(NEW."password_hash") <= 255) THEN RAISE(ABORT, 'CHECK constraint failed: credential_password_hash_type')
        WHEN NOT (NEW."changed_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: credential_changed_at_type')
    END;
END;

CREATE TRIGGER "credential_update" BEFORE UPDATE ON "credential"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: credential_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: credential_created_at_type')
        WHEN NOT (length(NEW."password_hash") <= 255) THEN RAISE(ABORT, 'CHECK constraint failed: credential_password_hash_type')
        WHEN NOT (NEW."changed_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: credential_changed_at_type')
    END;
END;

CREATE TRIGGER "employment_insert" BEFORE INSERT ON "employment"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: employment_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: employment_created_at_type')
        WHEN NOT (NEW."begins_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: employment_begins_at_type')
        WHEN NOT (NEW."ends_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: employment_ends_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: employment_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: employment_updated_at_type')
        WHEN NOT (NEW."starts_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."starts_on", '+0 days') is NEW."starts_on") THEN RAISE(ABORT, 'CHECK constraint failed: employment_starts_on_type')
        WHEN NOT (NEW."ends_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."ends_on", '+0 days') is NEW."ends_on") THEN RAISE(ABORT, 'CHECK constraint failed: employment_ends_on_type')
        WHEN NOT (NEW."is_administrator" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: employment_is_administrator_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: employment_version_least')
        WHEN NOT (NEW."begins_at" <= NEW."ends_at") THEN RAISE(ABORT, 'CHECK constraint failed: employment_begins_first')
        WHEN NOT (NEW."starts_on" <= NEW."ends_on") THEN RAISE(ABORT, 'CHECK constraint failed: employment_starts_first')
    END;
END;

CREATE TRIGGER "employment_update" BEFORE UPDATE ON "employment"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: employment_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: employment_created_at_type')
        WHEN NOT (NEW."begins_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: employment_begins_at_type')
        WHEN NOT (NEW."ends_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: employment_ends_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: employment_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: employment_updated_at_type')
        WHEN NOT (NEW."starts_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."starts_on", '+0 days') is NEW."starts_on") THEN RAISE(ABORT, 'CHECK constraint failed: employment_starts_on_type')
        WHEN NOT (NEW."ends_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."ends_on", '+0 days') is NEW."ends_on") THEN RAISE(ABORT, 'CHECK constraint failed: employment_ends_on_type')
        WHEN NOT (NEW."is_administrator" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: employment_is_administrator_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: employment_version_least')
        WHEN NOT (NEW."begins_at" <= NEW."ends_at") THEN RAISE(ABORT, 'CHECK constraint failed: employment_begins_first')
        WHEN NOT (NEW."starts_on" <= NEW."ends_on") THEN RAISE(ABORT, 'CHECK constraint failed: employment_starts_first')
    END;
END;

CREATE TRIGGER "idempotency_record_insert" BEFORE INSERT ON "idempotency_record"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_created_at_type')
        WHEN NOT (length(NEW."key") <= 255) THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_key_type')
        WHEN NOT (length(NEW."mutation") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_mutation_type')
        WHEN NOT (length(NEW."input_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_input_hash_type')
    END;
END;

CREATE TRIGGER "idempotency_record_update" BEFORE UPDATE ON "idempotency_record"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_created_at_type')
        WHEN NOT (length(NEW."key") <= 255) THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_key_type')
        WHEN NOT (length(NEW."mutation") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_mutation_type')
        WHEN NOT (length(NEW."input_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: idempotency_record_input_hash_type')
    END;
END;

CREATE TRIGGER "password_link_insert" BEFORE INSERT ON "password_link"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: password_link_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: password_link_created_at_type')
        WHEN NOT (length(NEW."secret_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: password_link_secret_hash_type')
        WHEN NOT (NEW."expires_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: password_link_expires_at_type')
        WHEN NOT (NEW."used_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: password_link_used_at_type')
    END;
END;

CREATE TRIGGER "password_link_update" BEFORE UPDATE ON "password_link"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: password_link_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: password_link_created_at_type')
        WHEN NOT (length(NEW."secret_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: password_link_secret_hash_type')
        WHEN NOT (NEW."expires_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: password_link_expires_at_type')
        WHEN NOT (NEW."used_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: password_link_used_at_type')
    END;
END;

CREATE TRIGGER "session_insert" BEFORE INSERT ON "session"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: session_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: session_created_at_type')
        WHEN NOT (length(NEW."secret_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: session_secret_hash_type')
        WHEN NOT (length(NEW."csrf_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: session_csrf_hash_type')
        WHEN NOT (NEW."last_seen_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: session_last_seen_at_type')
        WHEN NOT (NEW."expires_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: session_expires_at_type')
        WHEN NOT (NEW."ended_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: session_ended_at_type')
    END;
END;

CREATE TRIGGER "session_update" BEFORE UPDATE ON "session"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: session_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: session_created_at_type')
        WHEN NOT (length(NEW."secret_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: session_secret_hash_type')
        WHEN NOT (length(NEW."csrf_hash") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: session_csrf_hash_type')
        WHEN NOT (NEW."last_seen_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: session_last_seen_at_type')
        WHEN NOT (NEW."expires_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: session_expires_at_type')
        WHEN NOT (NEW."ended_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: session_ended_at_type')
    END;
END;

CREATE TRIGGER "upload_insert" BEFORE INSERT ON "upload"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: upload_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: upload_created_at_type')
        WHEN NOT (length(NEW."file_name") <= 255) THEN RAISE(ABORT, 'CHECK constraint failed: upload_file_name_type')
        WHEN NOT (length(NEW."media_type") <= 120) THEN RAISE(ABORT, 'CHECK constraint failed: upload_media_type_type')
        WHEN NOT (NEW."size" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: upload_size_type')
        WHEN NOT (length(NEW."sha256") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: upload_sha256_type')
        WHEN NOT (NEW."expires_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: upload_expires_at_type')
        WHEN NOT (NEW."received_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: upload_received_at_type')
        WHEN NOT (NEW."size" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: upload_size_least')
    END;
END;

CREATE TRIGGER "upload_update" BEFORE UPDATE ON "upload"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: upload_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: upload_created_at_type')
        WHEN NOT (length(NEW."file_name") <= 255) THEN RAISE(ABORT, 'CHECK constraint failed: upload_file_name_type')
        WHEN NOT (length(NEW."media_type") <= 120) THEN RAISE(ABORT, 'CHECK constraint failed: upload_media_type_type')
        WHEN NOT (NEW."size" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: upload_size_type')
        WHEN NOT (length(NEW."sha256") <= 64) THEN RAISE(ABORT, 'CHECK constraint failed: upload_sha256_type')
        WHEN NOT (NEW."expires_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: upload_expires_at_type')
        WHEN NOT (NEW."received_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: upload_received_at_type')
        WHEN NOT (NEW."size" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: upload_size_least')
    END;
END;

CREATE TRIGGER "billing_period_insert" BEFORE INSERT ON "billing_period"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_updated_at_type')
        WHEN NOT (NEW."starts_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."starts_on", '+0 days') is NEW."starts_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_starts_on_type')
        WHEN NOT (NEW."ends_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."ends_on", '+0 days') is NEW."ends_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_ends_on_type')
        WHEN NOT (NEW."due_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."due_on", '+0 days') is NEW."due_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_due_on_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_version_least')
        WHEN NOT (NEW."status" = 'OPEN' or NEW."status" = 'CLOSED') THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_status_known')
        WHEN NOT (NEW."starts_on" <= NEW."ends_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_starts_first')
        WHEN NOT (NEW."starts_on" <= NEW."due_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_due_after_start')
    END;
END;

CREATE TRIGGER "billing_period_update" BEFORE UPDATE ON "billing_period"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_updated_at_type')
        WHEN NOT (NEW."starts_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."starts_on", '+0 days') is NEW."starts_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_starts_on_type')
        WHEN NOT (NEW."ends_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."ends_on", '+0 days') is NEW."ends_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_ends_on_type')
        WHEN NOT (NEW."due_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."due_on", '+0 days') is NEW."due_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_due_on_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_version_least')
        WHEN NOT (NEW."status" = 'OPEN' or NEW."status" = 'CLOSED') THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_status_known')
        WHEN NOT (NEW."starts_on" <= NEW."ends_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_starts_first')
        WHEN NOT (NEW."starts_on" <= NEW."due_on") THEN RAISE(ABORT, 'CHECK constraint failed: billing_period_due_after_start')
    END;
END;

CREATE TRIGGER "project_access_insert" BEFORE INSERT ON "project_access"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: project_access_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_created_at_type')
        WHEN NOT (NEW."begins_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_begins_at_type')
        WHEN NOT (NEW."ends_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_ends_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_access_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_updated_at_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: project_access_version_least')
        WHEN NOT (NEW."level" = 'READ_ONLY' or NEW."level" = 'STANDARD' or NEW."level" = 'ADMIN') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_level_known')
        WHEN NOT (NEW."begins_at" <= NEW."ends_at") THEN RAISE(ABORT, 'CHECK constraint failed: project_access_begins_first')
    END;
END;

CREATE TRIGGER "project_access_update" BEFORE UPDATE ON "project_access"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: project_access_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_created_at_type')
        WHEN NOT (NEW."begins_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_begins_at_type')
        WHEN NOT (NEW."ends_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_ends_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: project_access_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_updated_at_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: project_access_version_least')
        WHEN NOT (NEW."level" = 'READ_ONLY' or NEW."level" = 'STANDARD' or NEW."level" = 'ADMIN') THEN RAISE(ABORT, 'CHECK constraint failed: project_access_level_known')
        WHEN NOT (NEW."begins_at" <= NEW."ends_at") THEN RAISE(ABORT, 'CHECK constraint failed: project_access_begins_first')
    END;
END;

CREATE TRIGGER "shown_person_insert" BEFORE INSERT ON "shown_person"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: shown_person_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: shown_person_created_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: shown_person_position_type')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: shown_person_position_least')
    END;
END;

CREATE TRIGGER "shown_person_update" BEFORE UPDATE ON "shown_person"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: shown_person_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: shown_person_created_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: shown_person_position_type')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: shown_person_position_least')
    END;
END;

CREATE TRIGGER "commitment_insert" BEFORE INSERT ON "commitment"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_updated_at_type')
        WHEN NOT (length(NEW."number") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_number_type')
        WHEN NOT (length(NEW."number_key") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_number_key_type')
        WHEN NOT (length(NEW."title") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_title_type')
        WHEN NOT (length(NEW."title_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_title_key_type')
        WHEN NOT (NEW."status_changed_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_status_changed_at_type')
        WHEN NOT (NEW."is_executed" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_is_executed_type')
        WHEN NOT (NEW."claims_on" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_claims_on_type')
        WHEN NOT (NEW."contract_date" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."contract_date", '+0 days') is NEW."contract_date") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_contract_date_type')
        WHEN NOT (NEW."starts_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."starts_on", '+0 days') is NEW."starts_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_starts_on_type')
        WHEN NOT (NEW."estimated_completion_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."estimated_completion_on", '+0 days') is NEW."estimated_completion_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_estimated_completion_on_type')
        WHEN NOT (NEW."completed_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."completed_on", '+0 days') is NEW."completed_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_completed_on_type')
        WHEN NOT (NEW."practical_completion_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."practical_completion_on", '+0 days') is NEW."practical_completion_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_practical_completion_on_type')
        WHEN NOT (NEW."completion_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."completion_on", '+0 days') is NEW."completion_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_completion_on_type')
        WHEN NOT (NEW."defects_end_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."defects_end_on", '+0 days') is NEW."defects_end_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_defects_end_on_type')
        WHEN NOT (NEW."schedule_lines" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_schedule_lines_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_updated_at_type')
        WHEN NOT (NEW."is_private" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_is_private_type')
        WHEN NOT (NEW."internal_note_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_note_version_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_version_least')
        WHEN NOT (NEW."internal_note_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_note_version_least')
        WHEN NOT (NEW."kind" = 'SUBCONTRACT' or NEW."kind" = 'PURCHASE_ORDER') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_kind_known')
        WHEN NOT (NEW."status" = 'DRAFT' or NEW."status" = 'OUT_FOR_SIGNATURE' or NEW."status" = 'APPROVED' or NEW."status" = 'COMPLETE' or NEW."status" = 'TERMINATED' or NEW."status" = 'VOID') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_status_known')
        WHEN NOT (NEW."default_basis" = 'AMOUNT' or NEW."default_basis" = 'QUANTITY') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_default_basis_known')
        WHEN NOT (NEW."schedule_lines" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_schedule_lines_least')
        WHEN NOT (NEW."original_sum_minor" between -9000000000000000 and 9000000000000000) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_original_sum_minor_amount')
        WHEN NOT (NEW."revised_sum_minor" between -9000000000000000 and 9000000000000000) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_revised_sum_minor_amount')
        WHEN NOT (NEW."schedule_total_minor" between -9000000000000000 and 9000000000000000) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_schedule_total_minor_amount')
    END;
END;

CREATE TRIGGER "commitment_update" BEFORE UPDATE ON "commitment"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_updated_at_type')
        WHEN NOT (length(NEW."number") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_number_type')
        WHEN NOT (length(NEW."number_key") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_number_key_type')
        WHEN NOT (length(NEW."title") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_title_type')
        WHEN NOT (length(NEW."title_key") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_title_key_type')
        WHEN NOT (NEW."status_changed_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_status_changed_at_type')
        WHEN NOT (NEW."is_executed" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_is_executed_type')
        WHEN NOT (NEW."claims_on" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_claims_on_type')
        WHEN NOT (NEW."contract_date" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."contract_date", '+0 days') is NEW."contract_date") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_contract_date_type')
        WHEN NOT (NEW."starts_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."starts_on", '+0 days') is NEW."starts_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_starts_on_type')
        WHEN NOT (NEW."estimated_completion_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."estimated_completion_on", '+0 days') is NEW."estimated_completion_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_estimated_completion_on_type')
        WHEN NOT (NEW."completed_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."completed_on", '+0 days') is NEW."completed_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_completed_on_type')
        WHEN NOT (NEW."practical_completion_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."practical_completion_on", '+0 days') is NEW."practical_completion_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_practical_completion_on_type')
        WHEN NOT (NEW."completion_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."completion_on", '+0 days') is NEW."completion_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_completion_on_type')
        WHEN NOT (NEW."defects_end_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."defects_end_on", '+0 days') is NEW."defects_end_on") THEN RAISE(ABORT, 'CHECK constraint failed: commitment_defects_end_on_type')
        WHEN NOT (NEW."schedule_lines" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_schedule_lines_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_updated_at_type')
        WHEN NOT (NEW."is_private" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_is_private_type')
        WHEN NOT (NEW."internal_note_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_note_version_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_version_least')
        WHEN NOT (NEW."internal_note_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_internal_note_version_least')
        WHEN NOT (NEW."kind" = 'SUBCONTRACT' or NEW."kind" = 'PURCHASE_ORDER') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_kind_known')
        WHEN NOT (NEW."status" = 'DRAFT' or NEW."status" = 'OUT_FOR_SIGNATURE' or NEW."status" = 'APPROVED' or NEW."status" = 'COMPLETE' or NEW."status" = 'TERMINATED' or NEW."status" = 'VOID') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_status_known')
        WHEN NOT (NEW."default_basis" = 'AMOUNT' or NEW."default_basis" = 'QUANTITY') THEN RAISE(ABORT, 'CHECK constraint failed: commitment_default_basis_known')
        WHEN NOT (NEW."schedule_lines" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_schedule_lines_least')
        WHEN NOT (NEW."original_sum_minor" between -9000000000000000 and 9000000000000000) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_original_sum_minor_amount')
        WHEN NOT (NEW."revised_sum_minor" between -9000000000000000 and 9000000000000000) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_revised_sum_minor_amount')
        WHEN NOT (NEW."schedule_total_minor" between -9000000000000000 and 9000000000000000) THEN RAISE(ABORT, 'CHECK constraint failed: commitment_schedule_total_minor_amount')
    END;
END;

CREATE TRIGGER "default_claim_contact_insert" BEFORE INSERT ON "default_claim_contact"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: default_claim_contact_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: default_claim_contact_created_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: default_claim_contact_position_type')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: default_claim_contact_position_least')
    END;
END;

CREATE TRIGGER "default_claim_contact_update" BEFORE UPDATE ON "default_claim_contact"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: default_claim_contact_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: default_claim_contact_created_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: default_claim_contact_position_type')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: default_claim_contact_position_least')
    END;
END;

CREATE TRIGGER "access_list_entry_insert" BEFORE INSERT ON "access_list_entry"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_created_at_type')
        WHEN NOT (NEW."begins_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_begins_at_type')
        WHEN NOT (NEW."ends_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_ends_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_position_type')
        WHEN NOT (NEW."begins_at" <= NEW."ends_at") THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_begins_first')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_position_least')
    END;
END;

CREATE TRIGGER "access_list_entry_update" BEFORE UPDATE ON "access_list_entry"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_created_at_type')
        WHEN NOT (NEW."begins_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_begins_at_type')
        WHEN NOT (NEW."ends_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_ends_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_position_type')
        WHEN NOT (NEW."begins_at" <= NEW."ends_at") THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_begins_first')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: access_list_entry_position_least')
    END;
END;

CREATE TRIGGER "designation_insert" BEFORE INSERT ON "designation"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: designation_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: designation_created_at_type')
        WHEN NOT (NEW."begins_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: designation_begins_at_type')
        WHEN NOT (NEW."ends_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: designation_ends_at_type')
        WHEN NOT (NEW."begins_at" <= NEW."ends_at") THEN RAISE(ABORT, 'CHECK constraint failed: designation_begins_first')
    END;
END;

CREATE TRIGGER "designation_update" BEFORE UPDATE ON "designation"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: designation_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: designation_created_at_type')
        WHEN NOT (NEW."begins_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: designation_begins_at_type')
        WHEN NOT (NEW."ends_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: designation_ends_at_type')
        WHEN NOT (NEW."begins_at" <= NEW."ends_at") THEN RAISE(ABORT, 'CHECK constraint failed: designation_begins_first')
    END;
END;

CREATE TRIGGER "progress_claim_insert" BEFORE INSERT ON "progress_claim"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_updated_at_type')
        WHEN NOT (NEW."number" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_number_type')
        WHEN NOT (length(NEW."vendor_claim_number") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_vendor_claim_number_type')
        WHEN NOT (NEW."claimed_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."claimed_on", '+0 days') is NEW."claimed_on") THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_claimed_on_type')
        WHEN NOT (NEW."is_final" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_is_final_type')
        WHEN NOT (NEW."is_late" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_is_late_type')
        WHEN NOT (NEW."status_changed_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_status_changed_at_type')
        WHEN NOT (length(NEW."status_changed_by_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_status_changed_by_name_type')
        WHEN NOT (length(NEW."created_by_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_created_by_name_type')
        WHEN NOT (NEW."is_on_behalf" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_is_on_behalf_type')
        WHEN NOT (length(NEW."on_behalf_of_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_on_behalf_of_name_type')
        WHEN NOT (length(NEW."submitted_by_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submitted_by_name_type')
        WHEN NOT (NEW."submitted_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submitted_at_type')
        WHEN NOT (NEW."submissions" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submissions_type')
        WHEN NOT (NEW."returns" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_returns_type')
        WHEN NOT (NEW."release_ppm" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_release_ppm_type')
        WHEN NOT (NEW."assessment_started_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_assessment_started_at_type')
        WHEN NOT (NEW."decided_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_decided_at_type')
        WHEN NOT (NEW."internal_note_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_internal_note_version_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_version_least')
        WHEN NOT (NEW."internal_note_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_internal_note_version_least')
        WHEN NOT (NEW."claim_type" = 'WORK_AND_MATERIALS' or NEW."claim_type" = 'WORK_MATERIALS_AND_RETENTION' or NEW."claim_type" = 'RETENTION_RELEASE') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_claim_type_known')
        WHEN NOT (NEW."status" = 'DRAFT' or NEW."status" = 'UNDER_REVIEW' or NEW."status" = 'REVISE_AND_RESUBMIT' or NEW."status" = 'APPROVED' or NEW."status" = 'APPROVED_AS_NOTED' or NEW."status" = 'VOID') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_status_known')
        WHEN NOT (NEW."status_changed_by_side" = 'CONTRACTOR' or NEW."status_changed_by_side" = 'VENDOR') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_status_changed_by_side_known')
        WHEN NOT (NEW."created_by_side" = 'CONTRACTOR' or NEW."created_by_side" = 'VENDOR') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_created_by_side_known')
        WHEN NOT (NEW."on_behalf_of_side" = 'CONTRACTOR' or NEW."on_behalf_of_side" = 'VENDOR') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_on_behalf_of_side_known')
        WHEN NOT (NEW."submitted_by_side" = 'CONTRACTOR' or NEW."submitted_by_side" = 'VENDOR') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submitted_by_side_known')
        WHEN NOT (NEW."release_ppm" is null or NEW."release_minor" is null) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_one_release')
        WHEN NOT (NEW."number" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_number_least')
        WHEN NOT (NEW."submissions" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submissions_least')
        WHEN NOT (NEW."returns" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_returns_least')
        WHEN NOT (NEW."release_ppm" between 0 and 1000000) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_release_ppm_share')
    END;
END;

CREATE TRIGGER "progress_claim_update" BEFORE UPDATE ON "progress_claim"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_updated_at_type')
        WHEN NOT (NEW."number" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_number_type')
        WHEN NOT (length(NEW."vendor_claim_number") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_vendor_claim_number_type')
        WHEN NOT (NEW."claimed_on" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(NEW."claimed_on", '+0 days') is NEW."claimed_on") THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_claimed_on_type')
        WHEN NOT (NEW."is_final" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_is_final_type')
        WHEN NOT (NEW."is_late" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_is_late_type')
        WHEN NOT (NEW."status_changed_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_status_changed_at_type')
        WHEN NOT (length(NEW."status_changed_by_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_status_changed_by_name_type')
        WHEN NOT (length(NEW."created_by_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_created_by_name_type')
        WHEN NOT (NEW."is_on_behalf" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_is_on_behalf_type')
        WHEN NOT (length(NEW."on_behalf_of_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_on_behalf_of_name_type')
        WHEN NOT (length(NEW."submitted_by_name") <= 200) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submitted_by_name_type')
        WHEN NOT (NEW."submitted_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submitted_at_type')
        WHEN NOT (NEW."submissions" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submissions_type')
        WHEN NOT (NEW."returns" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_returns_type')
        WHEN NOT (NEW."release_ppm" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_release_ppm_type')
        WHEN NOT (NEW."assessment_started_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_assessment_started_at_type')
        WHEN NOT (NEW."decided_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_decided_at_type')
        WHEN NOT (NEW."internal_note_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_internal_note_version_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_version_least')
        WHEN NOT (NEW."internal_note_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_internal_note_version_least')
        WHEN NOT (NEW."claim_type" = 'WORK_AND_MATERIALS' or NEW."claim_type" = 'WORK_MATERIALS_AND_RETENTION' or NEW."claim_type" = 'RETENTION_RELEASE') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_claim_type_known')
        WHEN NOT (NEW."status" = 'DRAFT' or NEW."status" = 'UNDER_REVIEW' or NEW."status" = 'REVISE_AND_RESUBMIT' or NEW."status" = 'APPROVED' or NEW."status" = 'APPROVED_AS_NOTED' or NEW."status" = 'VOID') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_status_known')
        WHEN NOT (NEW."status_changed_by_side" = 'CONTRACTOR' or NEW."status_changed_by_side" = 'VENDOR') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_status_changed_by_side_known')
        WHEN NOT (NEW."created_by_side" = 'CONTRACTOR' or NEW."created_by_side" = 'VENDOR') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_created_by_side_known')
        WHEN NOT (NEW."on_behalf_of_side" = 'CONTRACTOR' or NEW."on_behalf_of_side" = 'VENDOR') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_on_behalf_of_side_known')
        WHEN NOT (NEW."submitted_by_side" = 'CONTRACTOR' or NEW."submitted_by_side" = 'VENDOR') THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submitted_by_side_known')
        WHEN NOT (NEW."release_ppm" is null or NEW."release_minor" is null) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_one_release')
        WHEN NOT (NEW."number" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_number_least')
        WHEN NOT (NEW."submissions" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_submissions_least')
        WHEN NOT (NEW."returns" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_returns_least')
        WHEN NOT (NEW."release_ppm" between 0 and 1000000) THEN RAISE(ABORT, 'CHECK constraint failed: progress_claim_release_ppm_share')
    END;
END;

CREATE TRIGGER "retention_version_insert" BEFORE INSERT ON "retention_version"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_created_at_type')
        WHEN NOT (NEW."from_claim_number" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_from_claim_number_type')
        WHEN NOT (NEW."on_change" = 'RESTATE' or NEW."on_change" = 'KEEP') THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_on_change_known')
        WHEN NOT (NEW."from_claim_number" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_from_claim_number_least')
    END;
END;

CREATE TRIGGER "retention_version_update" BEFORE UPDATE ON "retention_version"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_created_at_type')
        WHEN NOT (NEW."from_claim_number" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_from_claim_number_type')
        WHEN NOT (NEW."on_change" = 'RESTATE' or NEW."on_change" = 'KEEP') THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_on_change_known')
        WHEN NOT (NEW."from_claim_number" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: retention_version_from_claim_number_least')
    END;
END;

CREATE TRIGGER "schedule_line_insert" BEFORE INSERT ON "schedule_line"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_updated_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_position_type')
        WHEN NOT (length(NEW."item_number") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_item_number_type')
        WHEN NOT (length(NEW."item_number_key") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_item_number_key_type')
        WHEN NOT (length(NEW."cost_code") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_cost_code_type')
        WHEN NOT (length(NEW."unit") <= 20) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_unit_type')
        WHEN NOT (NEW."retention_rate_on_work_ppm" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_retention_rate_on_work_ppm_type')
        WHEN NOT (NEW."retention_rate_on_stored_ppm" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_retention_rate_on_stored_ppm_type')
        WHEN NOT (NEW."tax_rate_ppm" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_tax_rate_ppm_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_internal_updated_at_type')
        WHEN NOT (length(NEW."budget_code") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_budget_code_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_internal_version_least')
        WHEN NOT (NEW."basis" = 'AMOUNT' or NEW."basis" = 'QUANTITY') THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_basis_known')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_position_least')
        WHEN NOT (NEW."retention_rate_on_work_ppm" between 0 and 1000000) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_retention_rate_on_work_ppm_share')
        WHEN NOT (NEW."retention_rate_on_stored_ppm" between 0 and 1000000) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_retention_rate_on_stored_ppm_share')
        WHEN NOT (NEW."tax_rate_ppm" between 0 and 1000000) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_tax_rate_ppm_share')
        WHEN NOT (NEW."scheduled_value_minor" between -9000000000000000 and 9000000000000000) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_scheduled_value_minor_amount')
    END;
END;

CREATE TRIGGER "schedule_line_update" BEFORE UPDATE ON "schedule_line"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_updated_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_position_type')
        WHEN NOT (length(NEW."item_number") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_item_number_type')
        WHEN NOT (length(NEW."item_number_key") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_item_number_key_type')
        WHEN NOT (length(NEW."cost_code") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_cost_code_type')
        WHEN NOT (length(NEW."unit") <= 20) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_unit_type')
        WHEN NOT (NEW."retention_rate_on_work_ppm" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_retention_rate_on_work_ppm_type')
        WHEN NOT (NEW."retention_rate_on_stored_ppm" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_retention_rate_on_stored_ppm_type')
        WHEN NOT (NEW."tax_rate_ppm" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_tax_rate_ppm_type')
        WHEN NOT (NEW."internal_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_internal_version_type')
        WHEN NOT (NEW."internal_updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_internal_updated_at_type')
        WHEN NOT (length(NEW."budget_code") <= 60) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_budget_code_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_version_least')
        WHEN NOT (NEW."internal_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_internal_version_least')
        WHEN NOT (NEW."basis" = 'AMOUNT' or NEW."basis" = 'QUANTITY') THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_basis_known')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_position_least')
        WHEN NOT (NEW."retention_rate_on_work_ppm" between 0 and 1000000) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_retention_rate_on_work_ppm_share')
        WHEN NOT (NEW."retention_rate_on_stored_ppm" between 0 and 1000000) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_retention_rate_on_stored_ppm_share')
        WHEN NOT (NEW."tax_rate_ppm" between 0 and 1000000) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_tax_rate_ppm_share')
        WHEN NOT (NEW."scheduled_value_minor" between -9000000000000000 and 9000000000000000) THEN RAISE(ABORT, 'CHECK constraint failed: schedule_line_scheduled_value_minor_amount')
    END;
END;

CREATE TRIGGER "claim_author_insert" BEFORE INSERT ON "claim_author"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: claim_author_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_author_created_at_type')
    END;
END;

CREATE TRIGGER "claim_author_update" BEFORE UPDATE ON "claim_author"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: claim_author_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_author_created_at_type')
    END;
END;

CREATE TRIGGER "claim_revision_insert" BEFORE INSERT ON "claim_revision"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: claim_revision_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_revision_created_at_type')
        WHEN NOT (NEW."number" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_revision_number_type')
        WHEN NOT (NEW."number" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: claim_revision_number_least')
    END;
END;

CREATE TRIGGER "claim_revision_update" BEFORE UPDATE ON "claim_revision"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: claim_revision_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_revision_created_at_type')
        WHEN NOT (NEW."number" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_revision_number_type')
        WHEN NOT (NEW."number" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: claim_revision_number_least')
    END;
END;

CREATE TRIGGER "claim_valuation_insert" BEFORE INSERT ON "claim_valuation"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_updated_at_type')
        WHEN NOT (NEW."policy_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_policy_version_type')
        WHEN NOT (NEW."is_final" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_is_final_type')
        WHEN NOT (NEW."issued_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_issued_at_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_version_least')
        WHEN NOT (NEW."policy_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_policy_version_least')
        WHEN NOT (NEW."kind" = 'CLAIMED' or NEW."kind" = 'DRAFT' or NEW."kind" = 'ISSUED') THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_kind_known')
    END;
END;

CREATE TRIGGER "claim_valuation_update" BEFORE UPDATE ON "claim_valuation"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_updated_at_type')
        WHEN NOT (NEW."policy_version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_policy_version_type')
        WHEN NOT (NEW."is_final" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_is_final_type')
        WHEN NOT (NEW."issued_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_issued_at_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_version_least')
        WHEN NOT (NEW."policy_version" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_policy_version_least')
        WHEN NOT (NEW."kind" = 'CLAIMED' or NEW."kind" = 'DRAFT' or NEW."kind" = 'ISSUED') THEN RAISE(ABORT, 'CHECK constraint failed: claim_valuation_kind_known')
    END;
END;

CREATE TRIGGER "claim_line_insert" BEFORE INSERT ON "claim_line"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_updated_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_position_type')
        WHEN NOT (length(NEW."item_number") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_item_number_type')
        WHEN NOT (NEW."is_closed" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_is_closed_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_version_least')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_position_least')
    END;
END;

CREATE TRIGGER "claim_line_update" BEFORE UPDATE ON "claim_line"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_created_at_type')
        WHEN NOT (NEW."version" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_version_type')
        WHEN NOT (NEW."updated_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_updated_at_type')
        WHEN NOT (NEW."position" between -2147483648 and 2147483647) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_position_type')
        WHEN NOT (length(NEW."item_number") <= 40) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_item_number_type')
        WHEN NOT (NEW."is_closed" in (0, 1)) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_is_closed_type')
        WHEN NOT (NEW."version" >= 1) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_version_least')
        WHEN NOT (NEW."position" >= 0) THEN RAISE(ABORT, 'CHECK constraint failed: claim_line_position_least')
    END;
END;

CREATE TRIGGER "line_valuation_insert" BEFORE INSERT ON "line_valuation"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: line_valuation_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: line_valuation_created_at_type')
        WHEN NOT (NEW."kind" = 'CLAIMED' or NEW."kind" = 'DRAFT' or NEW."kind" = 'ISSUED') THEN RAISE(ABORT, 'CHECK constraint failed: line_valuation_kind_known')
        WHEN NOT (NEW."decision" = 'PENDING' or NEW."decision" = 'ACCEPTED' or NEW."decision" = 'REDUCED' or NEW."decision" = 'REJECTED') THEN RAISE(ABORT, 'CHECK constraint failed: line_valuation_decision_known')
    END;
END;

CREATE TRIGGER "line_valuation_update" BEFORE UPDATE ON "line_valuation"
BEGIN
    SELECT CASE
        WHEN NOT (length(NEW."id") = 36 and NEW."id" = lower(NEW."id")) THEN RAISE(ABORT, 'CHECK constraint failed: line_valuation_id_type')
        WHEN NOT (NEW."created_at" glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00') THEN RAISE(ABORT, 'CHECK constraint failed: line_valuation_created_at_type')
        WHEN NOT (NEW."kind" = 'CLAIMED' or NEW."kind" = 'DRAFT' or NEW."kind" = 'ISSUED') THEN RAISE(ABORT, 'CHECK constraint failed: line_valuation_kind_known')
        WHEN NOT (NEW."decision" = 'PENDING' or NEW."decision" = 'ACCEPTED' or NEW."decision" = 'REDUCED' or NEW."decision" = 'REJECTED') THEN RAISE(ABORT, 'CHECK constraint failed: line_valuation_decision_known')
    END;
END;

CREATE UNIQUE INDEX "one_running_access" ON "project_access" ("project_id", "actor_id") WHERE ends_at = '9999-12-31 00:00:00.000000+00:00';

CREATE UNIQUE INDEX "one_running_designation" ON "designation" ("commitment_id", "person_id") WHERE ends_at = '9999-12-31 00:00:00.000000+00:00';

CREATE UNIQUE INDEX "one_running_entry" ON "access_list_entry" ("commitment_id", "actor_id") WHERE ends_at = '9999-12-31 00:00:00.000000+00:00';

CREATE UNIQUE INDEX "one_running_employment" ON "employment" ("person_id", "company_id") WHERE ends_at = '9999-12-31 00:00:00.000000+00:00';

CREATE UNIQUE INDEX "one_open_period" ON "billing_period" ("project_id") WHERE status = 'OPEN';

CREATE UNIQUE INDEX "one_open_claim" ON "progress_claim" ("commitment_id") WHERE status in ('DRAFT', 'UNDER_REVIEW', 'REVISE_AND_RESUBMIT');

CREATE UNIQUE INDEX "one_claim_per_period" ON "progress_claim" ("commitment_id", "period_id") WHERE status <> 'VOID' and claim_type <> 'RETENTION_RELEASE';

CREATE UNIQUE INDEX "one_person_per_address" ON "actor" ("email_key") WHERE kind = 'PERSON' and stands_for_id is null and email_key is not null;

CREATE UNIQUE INDEX "one_service_account_per_name" ON "actor" ("company_id", "name_key") WHERE kind = 'SERVICE_ACCOUNT';

CREATE UNIQUE INDEX "one_password_per_person" ON "credential" ("person_id");

CREATE INDEX "ix_access_list_entry_actor_commitment" ON "access_list_entry" ("actor_id", "commitment_id");

CREATE INDEX "ix_access_list_entry_commitment_position" ON "access_list_entry" ("commitment_id", "position");

CREATE INDEX "ix_access_token_owner" ON "access_token" ("owner_id");

CREATE INDEX "ix_access_token_prefix" ON "access_token" ("prefix");

CREATE INDEX "ix_actor_company" ON "actor" ("company_id");

CREATE INDEX "ix_actor_email_key" ON "actor" ("email_key");

CREATE INDEX "ix_actor_name_key_id" ON "actor" ("name_key", "id");

CREATE INDEX "ix_actor_stands_for" ON "actor" ("stands_for_id");

CREATE INDEX "ix_audit_event_actor_created_at" ON "audit_event" ("actor_id", "created_at");

CREATE INDEX "ix_audit_event_commitment_created_at" ON "audit_event" ("commitment_id", "created_at");

CREATE INDEX "ix_audit_event_project_created_at" ON "audit_event" ("project_id", "created_at");

CREATE INDEX "ix_audit_event_subject_created_at" ON "audit_event" ("subject_id", "created_at");

CREATE INDEX "ix_billing_period_project_due_on" ON "billing_period" ("project_id", "due_on");

CREATE INDEX "ix_claim_author_actor_claim" ON "claim_author" ("actor_id", "claim_id");

CREATE INDEX "ix_claim_line_claim_position" ON "claim_line" ("claim_id", "position");

CREATE INDEX "ix_claim_line_schedule_line" ON "claim_line" ("schedule_line_id");

CREATE INDEX "ix_claim_valuation_assessed_by" ON "claim_valuation" ("assessed_by_id");

CREATE INDEX "ix_commitment_project_number_key" ON "commitment" ("project_id", "number_key");

CREATE INDEX "ix_commitment_vendor" ON "commitment" ("vendor_id");

CREATE INDEX "ix_company_name_key_id" ON "company" ("name_key", "id");

CREATE INDEX "ix_default_claim_contact_person" ON "default_claim_contact" ("person_id");

CREATE INDEX "ix_designation_commitment" ON "designation" ("commitment_id");

CREATE INDEX "ix_designation_person_commitment" ON "designation" ("person_id", "commitment_id");

CREATE INDEX "ix_employment_company_person" ON "employment" ("company_id", "person_id");

CREATE INDEX "ix_employment_person_company" ON "employment" ("person_id", "company_id");

CREATE INDEX "ix_idempotency_record_created_at" ON "idempotency_record" ("created_at");

CREATE INDEX "ix_outbox_message_sent_at_next_attempt_at" ON "outbox_message" ("sent_at", "next_attempt_at");

CREATE INDEX "ix_password_link_person" ON "password_link" ("person_id");

CREATE INDEX "ix_progress_claim_commitment_id" ON "progress_claim" ("commitment_id", "id");

CREATE INDEX "ix_progress_claim_period" ON "progress_claim" ("period_id");

CREATE INDEX "ix_progress_claim_previous_claim" ON "progress_claim" ("previous_claim_id");

CREATE INDEX "ix_progress_claim_status_changed_at_id" ON "progress_claim" ("status_changed_at", "id");

CREATE INDEX "ix_project_access_actor_project" ON "project_access" ("actor_id", "project_id");

CREATE INDEX "ix_project_access_project" ON "project_access" ("project_id");

CREATE INDEX "ix_schedule_line_commitment_position" ON "schedule_line" ("commitment_id", "position");

CREATE INDEX "ix_session_person" ON "session" ("person_id");

CREATE INDEX "ix_session_expires_at" ON "session" ("expires_at");

CREATE INDEX "ix_shown_person_person" ON "shown_person" ("person_id");

CREATE INDEX "ix_upload_expires_at" ON "upload" ("expires_at");

CREATE INDEX "ix_upload_owner" ON "upload" ("owner_id");

CREATE INDEX "ix_vendor_company" ON "vendor" ("company_id");
