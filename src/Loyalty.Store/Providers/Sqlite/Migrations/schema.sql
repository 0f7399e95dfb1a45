CREATE TABLE "AccessGroups" (
    "OrgId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "IsDefault" INTEGER NOT NULL,
    "OtherResources" TEXT NOT NULL,
    "Permissions" TEXT NOT NULL,
    CONSTRAINT "PK_AccessGroups" PRIMARY KEY ("WorldId", "OrgId", "Name")
);
CREATE TABLE "Credentials" (
    "Kind" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "WorldName" TEXT NOT NULL,
    "SecretHash" BLOB NOT NULL,
    CONSTRAINT "PK_Credentials" PRIMARY KEY ("Kind", "Name")
);
CREATE TABLE "CustomerIdentifiers" (
    "OrgId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "CustomerId" INTEGER NOT NULL,
    "Position" INTEGER NOT NULL,
    CONSTRAINT "PK_CustomerIdentifiers" PRIMARY KEY ("WorldId", "OrgId", "Name", "Value")
);
CREATE TABLE "Customers" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL, "CustomFields" TEXT NOT NULL DEFAULT '{}', "ExtendedFields" TEXT NOT NULL DEFAULT '{}', "LoyaltyInfo" TEXT NULL, "Profiles" TEXT NOT NULL DEFAULT '[]',
    CONSTRAINT "PK_Customers" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "Enrolments" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "CustomerId" INTEGER NOT NULL,
    "TargetId" INTEGER NOT NULL,
    "FirstPeriodId" INTEGER NOT NULL,
    "LastPeriodId" INTEGER NULL,
    "Method" TEXT NOT NULL,
    "EnrolledAt" INTEGER NOT NULL,
    CONSTRAINT "PK_Enrolments" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "IdSequences" (
    "Kind" TEXT NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "NextId" INTEGER NOT NULL,
    CONSTRAINT "PK_IdSequences" PRIMARY KEY ("WorldId", "Kind")
);
CREATE TABLE "OAuthClients" (
    "Key" TEXT NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "TokenSeconds" INTEGER NOT NULL,
    "AccessGroup" TEXT NULL,
    CONSTRAINT "PK_OAuthClients" PRIMARY KEY ("WorldId", "Key")
);
CREATE TABLE "Orgs" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "ParentId" INTEGER NULL,
    CONSTRAINT "PK_Orgs" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "Periods" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "TargetGroupId" INTEGER NOT NULL,
    "RefCode" TEXT NOT NULL,
    "Description" TEXT NULL,
    "StartDate" TEXT NOT NULL,
    "EndDate" TEXT NOT NULL,
    "Active" INTEGER NOT NULL, "Attribution" TEXT NULL,
    CONSTRAINT "PK_Periods" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "Programs" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    CONSTRAINT "PK_Programs" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "Promotions" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "ProgramId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Identifier" TEXT NOT NULL,
    "Description" TEXT NOT NULL,
    "SourceType" TEXT NOT NULL,
    "Active" INTEGER NOT NULL,
    "EventName" TEXT NOT NULL,
    "StartsAt" INTEGER NOT NULL,
    "EndsAt" INTEGER NOT NULL,
    "PointsOfferType" TEXT NOT NULL,
    "LoyaltyEarningType" TEXT NULL,
    "AllocatePointsOn" TEXT NOT NULL,
    "UseProportions" INTEGER NOT NULL,
    "LastUpdatedAt" INTEGER NOT NULL,
    "LastUpdatedBy" INTEGER NOT NULL,
    "Metadata" TEXT NOT NULL,
    "Restrictions" TEXT NOT NULL,
    "IsStackable" INTEGER NOT NULL,
    "IsConsideredForRanking" INTEGER NOT NULL,
    "IsExclusive" INTEGER NOT NULL,
    "IsAlwaysApply" INTEGER NOT NULL,
    "TargetGroupIds" TEXT NOT NULL,
    "TargetRuleIds" TEXT NOT NULL, "LinkedTargets" TEXT NOT NULL DEFAULT '[]', "PromotionType" TEXT NULL, "SkipEarnedDateCheckOnRedeem" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "PK_Promotions" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "RequestKeys" (
    "OrgId" INTEGER NOT NULL,
    "Operation" TEXT NOT NULL,
    "RequestId" TEXT NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "Hash" TEXT NULL,
    "Answer" TEXT NULL,
    CONSTRAINT "PK_RequestKeys" PRIMARY KEY ("WorldId", "OrgId", "Operation", "RequestId")
);
CREATE TABLE "Rules" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "PromotionId" INTEGER NOT NULL,
    "RulesetId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Description" TEXT NOT NULL,
    "Expression" TEXT NOT NULL,
    "ExpressionJson" TEXT NOT NULL,
    "Active" INTEGER NOT NULL,
    "Priority" INTEGER NOT NULL,
    "StartsAt" INTEGER NOT NULL,
    "EndsAt" INTEGER NOT NULL,
    "CreatedOn" INTEGER NOT NULL,
    "CreatedBy" INTEGER NOT NULL,
    "ModifiedOn" INTEGER NOT NULL,
    "ModifiedBy" INTEGER NOT NULL,
    "UpdatedViaNewUI" INTEGER NOT NULL,
    "Actions" TEXT NOT NULL,
    CONSTRAINT "PK_Rules" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "Rulesets" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "PromotionId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Description" TEXT NOT NULL,
    "StartsAt" INTEGER NOT NULL,
    "EndsAt" INTEGER NOT NULL,
    "CreatedOn" INTEGER NOT NULL,
    "CreatedBy" INTEGER NOT NULL,
    "ModifiedOn" INTEGER NOT NULL,
    "ModifiedBy" INTEGER NOT NULL,
    "Label" TEXT NULL,
    "Private" INTEGER NOT NULL,
    "UpdatedViaNewUI" INTEGER NOT NULL,
    "Filters" TEXT NOT NULL, "ContextId" INTEGER NULL,
    CONSTRAINT "PK_Rulesets" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "SigningKeys" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_SigningKeys" PRIMARY KEY,
    "Pkcs8" BLOB NOT NULL
);
CREATE TABLE "Snapshots" (
    "WorldName" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Content" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_Snapshots" PRIMARY KEY ("WorldName", "Name")
);
CREATE TABLE "StoredDocuments" (
    "Hash" TEXT NOT NULL CONSTRAINT "PK_StoredDocuments" PRIMARY KEY,
    "Body" BLOB NULL,
    "WorldId" INTEGER NULL
);
CREATE TABLE "TargetGroups" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Description" TEXT NULL,
    "Active" INTEGER NOT NULL,
    "UserCreated" INTEGER NOT NULL,
    "TrackingType" TEXT NOT NULL,
    "TargetEvaluationType" TEXT NOT NULL, "Attribution" TEXT NULL, "CombinationType" TEXT NULL, "CycleEnd" INTEGER NULL, "CycleStart" INTEGER NULL, "Frequency" INTEGER NULL, "FrequencyType" TEXT NULL, "FromDate" TEXT NULL, "LeaderboardEnabled" INTEGER NOT NULL DEFAULT 0, "PreferredTillId" INTEGER NULL, "RecurringCycles" INTEGER NULL, "Streaks" TEXT NULL, "TimeZoneName" TEXT NULL, "ToDate" TEXT NULL, "TotalPeriods" INTEGER NULL, "UnifiedThreshold" TEXT NULL,
    CONSTRAINT "PK_TargetGroups" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "Targets" (
    "WorldId" INTEGER NOT NULL,
    "Id" INTEGER NOT NULL,
    "Active" INTEGER NOT NULL,
    "AudienceFilters" TEXT NULL,
    "CreatedBy" TEXT NOT NULL,
    "CreatedOn" INTEGER NOT NULL,
    "DefaultValues" TEXT NOT NULL,
    "Description" TEXT NULL,
    "EmfRuleSetId" INTEGER NULL,
    "EmfUnrolledRulesetId" INTEGER NULL,
    "EnrolmentMethod" TEXT NOT NULL,
    "EventName" TEXT NULL,
    "Expression" TEXT NOT NULL,
    "ExpressionJson" TEXT NOT NULL,
    "ExtendedFieldInfo" TEXT NULL,
    "Filters" TEXT NULL,
    "LastUpdatedBy" TEXT NOT NULL,
    "LastUpdatedOn" INTEGER NOT NULL,
    "MilestoneTriggers" TEXT NULL,
    "Name" TEXT NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "TargetEntity" TEXT NOT NULL,
    "TargetGroupId" INTEGER NOT NULL,
    "TargetType" TEXT NOT NULL,
    CONSTRAINT "PK_Targets" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "Tills" (
    "Username" TEXT NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "AccessGroup" TEXT NULL,
    CONSTRAINT "PK_Tills" PRIMARY KEY ("WorldId", "Username")
);
CREATE TABLE "UnifiedPromotions" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "PromotionId" INTEGER NULL,
    "ParentId" INTEGER NULL,
    "Version" INTEGER NOT NULL,
    "Status" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Description" TEXT NULL,
    "ProgramId" INTEGER NULL,
    "StartsAt" INTEGER NOT NULL,
    "EndsAt" INTEGER NOT NULL,
    "TimezoneName" TEXT NULL,
    "PromotionType" TEXT NOT NULL,
    "Identifier" TEXT NULL,
    "Metadata" TEXT NOT NULL,
    "IsStackable" INTEGER NOT NULL,
    "IsConsideredForRanking" INTEGER NOT NULL,
    "IsExclusive" INTEGER NOT NULL,
    "IsAlwaysApply" INTEGER NOT NULL,
    "SkipEarnedDateCheckOnRedeem" INTEGER NOT NULL,
    "CreatedOn" INTEGER NOT NULL,
    "LastModifiedOn" INTEGER NOT NULL,
    "Comments" TEXT NULL,
    "Definition" TEXT NOT NULL,
    CONSTRAINT "PK_UnifiedPromotions" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "UsageEntries" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "PromotionId" INTEGER NOT NULL,
    "CustomerId" INTEGER NOT NULL,
    "Kind" TEXT NOT NULL,
    "Sign" INTEGER NOT NULL,
    "Times" INTEGER NOT NULL,
    "Points" INTEGER NOT NULL,
    "At" INTEGER NOT NULL,
    "EnrolId" INTEGER NULL,
    "IssueId" INTEGER NULL,
    "EventId" INTEGER NULL,
    "ReversesId" INTEGER NULL, "ExpiresAt" INTEGER NULL, "ProcessedAt" INTEGER NULL,
    CONSTRAINT "PK_UsageEntries" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "UserTargets" (
    "Id" INTEGER NOT NULL,
    "WorldId" INTEGER NOT NULL,
    "OrgId" INTEGER NOT NULL,
    "CustomerId" INTEGER NOT NULL,
    "TargetId" INTEGER NOT NULL,
    "PeriodId" INTEGER NOT NULL,
    "ValueMillionths" INTEGER NULL,
    "AchievedMillionths" INTEGER NOT NULL,
    "AchievedAt" INTEGER NULL,
    CONSTRAINT "PK_UserTargets" PRIMARY KEY ("WorldId", "Id")
);
CREATE TABLE "WorldStates" (
    "WorldId" INTEGER NOT NULL CONSTRAINT "PK_WorldStates" PRIMARY KEY AUTOINCREMENT,
    "DocumentName" TEXT NOT NULL,
    "TimeZone" TEXT NOT NULL,
    "Settings" TEXT NOT NULL,
    "ClockMode" TEXT NOT NULL,
    "ClockValue" INTEGER NOT NULL
);
CREATE TABLE "Worlds" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_Worlds" PRIMARY KEY,
    "WorldId" INTEGER NOT NULL,
    "Revision" INTEGER NOT NULL,
    "Origin" TEXT NOT NULL,
    "RandomSeed" INTEGER NOT NULL,
    "ExpiresAfter" INTEGER NULL,
    "Faults" TEXT NOT NULL
, "CreatedAt" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE INDEX "IX_Credentials_WorldName" ON "Credentials" ("WorldName");
CREATE INDEX "IX_CustomerIdentifiers_WorldId_CustomerId" ON "CustomerIdentifiers" ("WorldId", "CustomerId");
CREATE INDEX "IX_Enrolments_WorldId_CustomerId_TargetId" ON "Enrolments" ("WorldId", "CustomerId", "TargetId");
CREATE INDEX "IX_Snapshots_Content" ON "Snapshots" ("Content");
CREATE UNIQUE INDEX "IX_StoredDocuments_WorldId" ON "StoredDocuments" ("WorldId");
CREATE INDEX "IX_UsageEntries_WorldId_CustomerId" ON "UsageEntries" ("WorldId", "CustomerId");
CREATE INDEX "IX_UsageEntries_WorldId_PromotionId_Kind_At_Sign_Times_Points" ON "UsageEntries" ("WorldId", "PromotionId", "Kind", "At", "Sign", "Times", "Points");
CREATE UNIQUE INDEX "IX_UserTargets_WorldId_CustomerId_TargetId_PeriodId" ON "UserTargets" ("WorldId", "CustomerId", "TargetId", "PeriodId");
CREATE UNIQUE INDEX "IX_Worlds_WorldId" ON "Worlds" ("WorldId");
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261122011307_Initial', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261125174407_StandardNames', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261128041949_WorldCreatedAt', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261128051400_LivingState', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261128053517_StoredRows', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261128110500_PromotionLifecycle', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261128112517_TargetFamily', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261128112648_ConfiguredPromotions', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261128115600_CustomerProfiles', '10.0.15');
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261128143716_RequestKeys', '10.0.15');
